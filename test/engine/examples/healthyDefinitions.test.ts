import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSites } from '../../../src/detection/languages/languages';
import { isSourceFile } from '../../../src/detection/languages/sourceFile';
import { toFailureInfo } from '../../../src/shared/base/failures';
import { standardProbe } from '../../../src/shared/protocol/inspectRequest';
import { explainFailure } from '../../../src/shared/words/failures';
import { inspectFile, problems, root } from './inspectExample';

/** `npm run healthy` tries them all, ten draws of each. */
const isAll = process.env['SKIPSCOPE_HEALTHY'] === 'all';
const seeds = Array.from({ length: isAll ? 10 : 1 }, (_, i) => i + 1);

/** Properties that their files state: their gradients vanish, explode, or they are deep without a shortcut. */
const faulty = ['plain56.ts', 'sigmoidMlp.ts', 'explodingMlp.ts'];
/** A shortcut whose factor starts at zero is idle, a sum of a tensor with itself empty, and that is said. */
const told = ['zeroShortcut', 'addedToItself'];
const folders = isAll
  ? ['examples', 'test/fixtures/definitions/sound', 'test/fixtures/skips', 'test/fixtures/healthy']
  : ['test/fixtures/healthy'];

const definitions = folders.flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => isSourceFile(name) && !faulty.includes(name))
    .flatMap((name) => {
      const file = join(root, folder, name);
      const sites = findSites(readFileSync(file, 'utf8'), file);
      const healthy = sites.filter(({ name: site }) => !told.includes(site));
      return healthy.map(({ name: site }) => ({ name: `${folder}/${name}#${site}`, file, site }));
    }),
);

/** The warnings and errors of one draw, or of three at once; a network that cannot be probed has none. */
async function saidOf(file: string, site: string, seed: number): Promise<string[]> {
  // Some findings compare draws.
  const seeds = isAll && seed === 1 ? 3 : 1;
  try {
    const { findings } = await inspectFile({ file, site }, { ...standardProbe, seeds, seed });
    return problems(findings).map((code) => `seed ${seed}: ${code}`);
  } catch (error) {
    if (isAll) console.log(`${site}: ${explainFailure(toFailureInfo(error))}`);
    return [];
  }
}

describe(`${definitions.length} healthy definitions × ${seeds.length} draws get no warning`, () => {
  it.each(definitions)('$name', async ({ file, site }) => {
    const said: string[] = [];
    for (const seed of seeds) said.push(...(await saidOf(file, site, seed)));
    expect(said).toEqual([]);
  });
});

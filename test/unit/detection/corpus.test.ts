import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { failureCodes } from '../../../src/shared/base/failures';

/** The results of the corpus's definitions; test/engine/frontends/definitions.test.ts holds the engine to these texts. */
const outcomes = (folder: string) =>
  readdirSync(`test/engine/frontends/golden/${folder}`).flatMap((name) =>
    readFileSync(`test/engine/frontends/golden/${folder}/${name}`, 'utf8')
      .split(/\n\n(?=\S)/)
      .map((text) => ({ name, text, code: /^ {2}([a-z]+(?:-[a-z]+)*): /m.exec(text)?.[1] })),
  );

it('of the self-contained definitions of the corpus, nine of ten and more build with no configuration', () => {
  const all = outcomes('sound').filter(({ text }) => !/^\S+: core at /.test(text));
  const built = all.filter(({ code }) => code === undefined);
  console.log(`${built.length} of ${all.length} definitions build with no configuration`);
  expect(all.length).toBeGreaterThanOrEqual(60);
  expect(built.length / all.length).toBeGreaterThanOrEqual(0.9);
});

it('every other one names its code, and the line in the file it is about', () => {
  const failed = [...outcomes('sound'), ...outcomes('broken')].filter(
    ({ code }) => code !== undefined,
  );
  expect(new Set(failed.map(({ name }) => name)).size).toBeGreaterThanOrEqual(25);
  for (const { text, code } of failed) {
    expect(failureCodes).toContain(code);
    expect(text).toMatch(/^ {2}at \S.*:\d+:\d+$/m);
  }
});

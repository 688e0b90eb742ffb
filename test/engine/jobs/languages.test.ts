import * as l10n from '@vscode/l10n';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../../src/cli/terminal/exitCodes';
import { inspect } from '../../../src/engine/jobs/inspect/inspect';
import { toFailureInfo, type FailureInfo } from '../../../src/shared/base/failures';
import type { BackendName } from '../../../src/shared/report/report';
import { explainFailure } from '../../../src/shared/words/failures';
import { germanTexts } from '../../support/germanBundle';
import { pseudoTexts } from '../../support/pseudoBundle';
import { silentJob } from '../../support/silentJob';

const folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => l10n.config({ contents: {} }));

interface Situation {
  readonly file: string;
  readonly text: string;
  readonly backend?: BackendName;
}

const model = `import * as tf from '@tensorflow/tfjs';
export const net = (data) => tf.sequential({ layers: [tf.layers.dense({ units: data.classes.length, inputShape: [3] })] });
`;
const situations: Readonly<Record<string, Situation>> = {
  'a backend that cannot run': { file: 'net.ts', text: model, backend: 'webgpu' },
  'a damaged file': { file: 'model.json', text: '{ "modelTopology": { "config": ' },
  'a definition that cannot be built': { file: 'net.ts', text: model },
};
const languages = { english: {}, german: germanTexts, pseudo: pseudoTexts };

async function failureOf({ file, text, backend = 'cpu' }: Situation): Promise<FailureInfo> {
  const at = path.join(folder, file);
  writeFileSync(at, text);
  const request = { root: folder, file: at, site: '', arguments: {}, backend, probe: null };
  return inspect(request, silentJob).then(
    () => expect.unreachable('it was built'),
    (error: unknown) => toFailureInfo(error),
  );
}

describe.each(Object.entries(situations))('%s', (_, situation) => {
  it('is one failure with one exit code in every language, told in its own words in each', async () => {
    const outcomes = [];
    for (const contents of Object.values(languages)) {
      l10n.config({ contents: { ...contents } });
      const failure = await failureOf(situation);
      outcomes.push({ failure, exit: exitCodeOf(failure.code), told: explainFailure(failure) });
    }
    const [english, ...others] = outcomes;
    for (const { failure, exit } of others) {
      expect(failure).toEqual(english!.failure);
      expect(exit).toBe(english!.exit);
    }
    expect(others.at(-1)!.told).not.toBe(english!.told);
  });
});

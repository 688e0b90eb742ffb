import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { inspect } from '../../../src/engine/jobs/inspect/inspect';
import type { DataPlace } from '../../../src/shared/protocol/inspectRequest';
import type { Report } from '../../../src/shared/report/report';
import { refusal } from '../../support/refusal';
import { silentJob } from '../../support/silentJob';
import { testBackend } from '../../support/testBackend';

let root = '';
const write = (name: string, text: string): void => writeFileSync(join(root, name), text);

beforeAll(async () => {
  await openBackend(testBackend);
  root = mkdtempSync(join(tmpdir(), 'skipscope-'));
  write('numbers.json', '[[1, 2, 3, 4], [4, 3, 2, 1]]');
  write(
    'scale.ts',
    'export const scale = (rows: number[][]) => rows.map((r) => r.map((v) => v / 4));',
  );
  write(
    'data.ts',
    `import * as tf from '@tensorflow/tfjs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scale } from './scale';

throw_away();
function throw_away() {}

const rows = JSON.parse(readFileSync(join(__dirname, 'numbers.json'), 'utf8')) as number[][];

export async function batches({ batchSize }: { batchSize: number }) {
  const xs = tf.tensor2d(scale(rows)).tile([batchSize / 2, 1]);
  return { xs, ys: tf.oneHot(tf.tensor1d(Array(batchSize / 2).fill([0, 1]).flat(), 'int32'), 2) };
}
export const lists = () => [rows, [[1, 0], [0, 1]]];
export const byName = () => ({ xs: { first: rows }, ys: { out: [0, 1] } });
export const wide = () => ({ xs: [[1, 2, 3]], ys: [[1, 0]] });
export const nothing = () => undefined;
export const absent = () => ({ xs: fetchRows(), ys: [] });
declare function fetchRows(): number[][];
export function broken() {
  const missing: any = undefined;
  return missing.rows;
}
export const leaves = () => process.exit(0);
export const constant = 3;
`,
  );
});
afterAll(() => rmSync(root, { recursive: true }));

const model = `import * as tf from '@tensorflow/tfjs';
export function net() {
  const x = tf.input({ shape: [4], name: 'first' });
  const y = tf.layers.dense({ units: 2, activation: 'softmax', name: 'out' }).apply(x);
  return tf.model({ inputs: x, outputs: y as tf.SymbolicTensor });
}
`;

const inspectWith = (data?: DataPlace): Promise<Report> =>
  inspect(
    {
      root,
      file: join(root, 'net.ts'),
      site: 'net',
      text: model,
      arguments: {},
      backend: testBackend,
      probe: { steps: 2, seeds: 2, batchSize: 4, seed: 1, ...(data && { data }) },
    },
    silentJob,
  );
const from = (name: string) => inspectWith({ inputs: join(root, `data.ts#${name}`) });

describe('a function that a source file exports', () => {
  it.each(['batches', 'lists', 'byName'])('gives the data: %s', async (name) => {
    const { probe } = await from(name);
    expect(probe?.data).toBe('file');
    expect(probe?.loss.values).toHaveLength(2);
  });

  it('may come from what the workspace sets for the definition', async () => {
    write('.skipscope.json', '{ "sites": { "net.ts#net": { "data": "data.ts#lists" } } }');
    const set = await inspectWith();
    rmSync(join(root, '.skipscope.json'));
    expect(set.probe?.loss).toEqual((await from('lists')).probe?.loss);
    expect((await inspectWith()).probe?.data).toBe('synthetic');
  });

  it('points at what the workspace sets where the data do not fit', async () => {
    write('.skipscope.json', '{ "sites": { "net.ts#net": {\n  "data": "data.ts#wide" } } }');
    expect(await refusal(inspectWith())).toMatchObject({
      code: 'unusable-data',
      sentence:
        'The probe cannot use this data: data.ts#wide › xs has shape [1, 3], but the model takes [?, 4].',
      at: { file: '.skipscope.json', line: 2, column: 11 },
    });
    rmSync(join(root, '.skipscope.json'));
  });

  it.each([
    ['nothing', 'data.ts#nothing must return { xs, ys } or [xs, ys], as model.fit takes them'],
    ['missing', 'data.ts#missing is not exported by that file'],
    ['constant', 'data.ts#constant is not a function'],
    ['', 'data.ts# must name the function that returns the data'],
    ['leaves', 'data.ts#leaves calls process.exit(0), which a data function may not call'],
  ])('%s is refused in one sentence', async (name, detail) => {
    const sentence = `The probe cannot use this data: ${detail}.`;
    expect(await refusal(from(name))).toMatchObject({ code: 'unusable-data', sentence });
  });

  it('is refused where its file is a pipe, which nobody may ever write to', async () => {
    execFileSync('mkfifo', [join(root, 'pipe.ts')]);
    expect(await refusal(inspectWith({ inputs: join(root, 'pipe.ts#rows') }))).toMatchObject({
      code: 'unusable-data',
      detail: { code: 'files.not-regular' },
    });
    rmSync(join(root, 'pipe.ts'));
  });

  it('is pointed at where it throws', async () => {
    expect(await refusal(from('broken'))).toMatchObject({
      code: 'unusable-data',
      sentence: expect.stringMatching(/: data\.ts#broken stopped with TypeError: /) as string,
      at: { file: 'data.ts', line: 23 },
    });
  });

  it('is refused where it needs what does not exist here', async () => {
    await expect(from('absent')).rejects.toMatchObject({ code: 'unusable-data' });
  });
});

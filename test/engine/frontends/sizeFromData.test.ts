import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inspect } from '../../../src/engine/jobs/inspect/inspect';
import { standardProbe } from '../../../src/shared/protocol/inspectRequest';
import type { Json } from '../../../src/shared/base/json';
import type { Report } from '../../../src/shared/report/report';
import { silentJob } from '../../support/silentJob';
import { refusal } from '../../support/refusal';

let root = '';
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'skipscope-size-'));
  writeFileSync(path.join(root, 'houses.csv'), 'rooms,area,age,price\n3,80,12,1\n2,55,40,2\n');
});
afterAll(() => rmSync(root, { recursive: true }));

const script = `const tf = require('@tensorflow/tfjs-node');
const dfd = require('danfojs-node');
const table = dfd.readCSV('houses.csv');
const xs = tf.tensor2d(table.values);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 4, inputShape: [xs.shape[1]] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
model.fit(xs, table.price);
`;

const inspected = (given: Readonly<Record<string, Json>>, data?: string): Promise<Report> =>
  inspect(
    {
      root,
      file: path.join(root, 'train.js'),
      text: script,
      site: '',
      arguments: given,
      backend: 'cpu',
      probe:
        data === undefined
          ? null
          : { ...standardProbe, steps: 1, seeds: 1, data: { inputs: path.join(root, data) } },
    },
    silentJob,
  );

const shapes = ({ network, model }: Report) => ({
  first: network.layers.find(({ kind }) => kind === 'Dense')?.parameters.trainable,
  given: model.arguments,
});

it('asks for the one number that only the data have, at its place', async () => {
  expect(await refusal(inspected({}))).toMatchObject({
    detail: { code: 'javascript.needs-number', values: { expression: 'xs.shape[1]', axis: '0' } },
    at: { file: 'train.js', line: 6, column: 52 },
  });
});

it('takes it as an argument of the name that it is written by', async () => {
  expect(shapes(await inspected({ 'xs.shape[1]': 5 }))).toEqual({
    first: 5 * 4 + 4,
    given: [{ name: 'xs.shape[1]', value: 5, origin: 'user' }],
  });
});

it('takes it from the data of the probe', async () => {
  const report = await inspected({}, 'houses.csv');
  expect(shapes(report).first).toBe(3 * 4 + 4);
  expect(report.probe?.data).toBe('file');
});

it('refuses an expression that the file does not have', async () => {
  expect(await refusal(inspected({ 'ys.shape[1]': 5 }))).toMatchObject({
    code: 'invalid-argument',
  });
});

import { resolve } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { refusal } from '../../support/refusal';
import { openModel } from '../../support/openModel';
import type { InspectRequest } from '../../../src/shared/protocol/inspectRequest';

const text = `import * as tf from '@tensorflow/tfjs';
export function cnn(inputShape: number[], { filters = 4 }: { filters?: number } = {}) {
  return tf.sequential({ layers: [tf.layers.conv2d({ filters, kernelSize: 3, inputShape })] });
}
export const fixed = () => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });`;

async function argumentsOf(wishes: Partial<InspectRequest>) {
  const request: InspectRequest = {
    root: resolve('.'),
    file: resolve('net.ts'),
    text,
    site: 'cnn',
    arguments: {},
    backend: 'auto',
    probe: null,
    ...wishes,
  };
  const { description: model, dispose } = await (await openModel(request))(1);
  dispose();
  return model.arguments.map(
    ({ name, value, origin }) => `${name} ${JSON.stringify(value)} ${origin}`,
  );
}

it('says of every value where it comes from', async () => {
  expect(await argumentsOf({})).toEqual(['inputShape [32,32,3] guess', 'filters 4 default']);
});

it('takes what the user sets before anything else', async () => {
  expect(await argumentsOf({ arguments: { filters: 9, inputShape: [5, 5, 1] } })).toEqual([
    'inputShape [5,5,1] user',
    'filters 9 user',
  ]);
  expect(await argumentsOf({ inputShape: [8, 8, 2] })).toEqual([
    'inputShape [8,8,2] user',
    'filters 4 default',
  ]);
});

const head = `const tf = require('@tensorflow/tfjs');
function net(units = 3) {
  return tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [2] })] });
}
`;
const unitsIn = async (rest: string): Promise<string | undefined> =>
  (await argumentsOf({ file: resolve('net.js'), site: 'net', text: head + rest }))[0];

it.each([
  ['a default of the caller', 'function outer(k = 4) { return net(k); }', 4],
  ['arithmetic on one', 'function outer(a = 4, b = a * 2) { return net(b); }', 8],
  ['what the caller is called with', 'function outer(k = 4) { net(k); }\nouter(64);', 64],
  [
    'a property that it is called with',
    'function outer({ k = 4 }) { net(k); }\nouter({ k: 9 });',
    9,
  ],
  ['the rest of its options', 'function outer({ k = 4 }) { net(k); }\nouter({ j: 9 });', 4],
  ['the default of all options', 'function outer({ k = 4 } = { k: 6 }) { net(k); }', 6],
  ['a call of a caller of the caller', 'const a = (k = 4) => net(k), b = (j = 5) => a(j + 1);', 6],
])('passes on %s', async (_, rest, units) => {
  expect(await unitsIn(rest)).toBe(`units ${units} callSite`);
});

it.each([
  ['a parameter that is assigned to', 'function outer(k = 4) { k = k * 8; net(k); }'],
  ['one that is counted up', 'function outer(k = 4) { k++; net(k); }'],
  ['one that is counted down', 'function outer(k = 4) { net(--k); }'],
  ['one that a pattern assigns to', 'function outer(k = 4) { [k] = [5]; net(k); }'],
  ['one that a callback changes', 'function outer(k = 4) { [1].map(() => (k *= 2)); net(k); }'],
  ['one that is called with the unknown', 'function outer(k = 4) { net(k); }\nouter(f());'],
  ['one behind a spread', 'function outer(k = 4) { net(k); }\nouter(...all);'],
  ['options that are not written out', 'function outer({ k = 4 }) { net(k); }\nouter(options);'],
  ['a recursive caller', 'function outer(k = 4) { net(k); outer(k / 2); }'],
  ['a function called where it stands', '((k = 4) => net(k))(64);'],
  ['a callback', '[64].map((k = 4) => net(k));'],
  ['a part of a variable', 'let { k = 4 } = o; k *= 8; net(k);'],
  ['a part of a constant', 'const { units = 4 } = { units: 16 }; net(units);'],
  ['a part of what a loop goes through', 'for (const { n = 7 } of [{ n: 30 }]) net(n);'],
])('does not take the default of %s', async (_, rest) => {
  expect(await unitsIn(`function never() { ${rest} }`)).toBe('units 3 default');
});

it('builds a recursive definition as it is called from outside', async () => {
  const text = `const tf = require('@tensorflow/tfjs');
function tower(depth = 4) {
  const model = depth > 1 ? tower(depth - 1) : tf.sequential();
  model.add(tf.layers.dense({ units: depth, inputShape: [2] }));
  return model;
}
module.exports = { tower };`;
  expect(await argumentsOf({ file: resolve('net.js'), site: 'tower', text })).toEqual([
    'depth 4 default',
  ]);
});

it('takes nothing from the function around, whose arguments can be set', async () => {
  const text = `const tf = require('@tensorflow/tfjs');
function outer(inputShape = [3]) {
  function net(extents = [2]) {
    return tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: extents })] });
  }
  return net(inputShape);
}
module.exports = { outer };`;
  const request = { file: resolve('net.js'), site: 'net', text, inputShape: [5] };
  expect(await argumentsOf(request)).toEqual(['inputShape [5] user', 'extents [2] default']);
});

it('shows no default that depends on what is set', async () => {
  const text = `const tf = require('@tensorflow/tfjs');
function net(a = 3, b = a * 2) {
  return tf.sequential({ layers: [tf.layers.dense({ units: b, inputShape: [a] })] });
}
module.exports = { net };`;
  const request = { file: resolve('net.js'), site: 'net', text, arguments: { a: 5 } };
  expect(await argumentsOf(request)).toEqual(['a 5 user']);
});

it('refuses what the definition does not take', async () => {
  expect(await refusal(argumentsOf({ arguments: { depth: 3 } }))).toMatchObject({
    code: 'invalid-argument',
    sentence: 'cnn has no argument depth; it takes inputShape, filters.',
    at: { file: 'net.ts', line: 2, column: 1 },
  });
  expect(await refusal(argumentsOf({ site: 'fixed', inputShape: [3] }))).toMatchObject({
    code: 'invalid-argument',
    sentence: 'fixed takes no input shape.',
  });
});

it('names what there is where a definition is not there, or not named', async () => {
  expect(await refusal(argumentsOf({ site: 'rnn' }))).toMatchObject({
    code: 'site-not-found',
    sentence: 'There is no model definition called rnn (net.ts defines cnn, fixed).',
  });
  expect(await refusal(argumentsOf({ site: '' }))).toMatchObject({
    code: 'invalid-argument',
    sentence: 'net.ts defines cnn, fixed: name one of them.',
  });
  await expect(
    openModel({
      root: '/',
      file: '/gone.ts',
      site: '',
      arguments: {},
      backend: 'auto',
      probe: null,
    }),
  ).rejects.toMatchObject({
    code: 'file-not-found',
    detail: { code: 'files.missing', values: { file: 'gone.ts' } },
  });
});

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

it('refuses what the definition does not take', async () => {
  expect(await refusal(argumentsOf({ arguments: { depth: 3 } }))).toMatchObject({
    code: 'invalid-argument',
    sentence: 'An argument does not fit: cnn has no argument depth; it takes inputShape, filters.',
    at: { file: 'net.ts', line: 2, column: 1 },
  });
  expect(await refusal(argumentsOf({ site: 'fixed', inputShape: [3] }))).toMatchObject({
    code: 'invalid-argument',
    sentence: 'An argument does not fit: fixed takes no input shape.',
  });
});

it('names what there is where a definition is not there, or not named', async () => {
  expect(await refusal(argumentsOf({ site: 'rnn' }))).toMatchObject({
    code: 'site-not-found',
    sentence: 'There is no model definition called rnn (net.ts defines cnn, fixed).',
  });
  expect(await refusal(argumentsOf({ site: '' }))).toMatchObject({
    code: 'invalid-argument',
    sentence: 'An argument does not fit: net.ts defines cnn, fixed: name one of them.',
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

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { probeOf } from './probing';

const L = tf.layers;
const small = (...layers: tf.layers.Layer[]): tf.LayersModel => tf.sequential({ layers });
const hidden = (inputShape: number[]) => L.dense({ units: 16, activation: 'relu', inputShape });
const compiled = (model: tf.LayersModel, loss: string): tf.LayersModel => {
  model.compile({ optimizer: tf.train.adam(0.02), loss });
  return model;
};

/** One small network for each kind of target and input. */
const networks: Readonly<Record<string, () => tf.LayersModel>> = {
  'one-hot classes': () => small(hidden([8]), L.dense({ units: 5, activation: 'softmax' })),
  'binary targets': () => small(hidden([8]), L.dense({ units: 3, activation: 'sigmoid' })),
  regression: () => small(hidden([8]), L.dense({ units: 2 })),
  'sparse class numbers, as compiled': () =>
    compiled(
      small(hidden([8]), L.dense({ units: 5, activation: 'softmax' })),
      'sparseCategoricalCrossentropy',
    ),
  'signs, as compiled': () => compiled(small(hidden([8]), L.dense({ units: 1 })), 'hinge'),
  'tokens of an embedding': () =>
    small(
      L.embedding({ inputDim: 20, outputDim: 8, inputLength: 6 }),
      L.flatten(),
      L.dense({ units: 4, activation: 'softmax' }),
    ),
  'a mask as large as its image': () =>
    small(
      L.conv2d({ filters: 4, kernelSize: 3, padding: 'same', inputShape: [8, 8, 1] }),
      L.conv2d({ filters: 1, kernelSize: 1, activation: 'sigmoid' }),
    ),
  'a class for every place of a sequence': () =>
    small(
      L.lstm({ units: 8, returnSequences: true, inputShape: [5, 3] }),
      L.dense({ units: 3, activation: 'softmax' }),
    ),
  'an autoencoder': () => small(hidden([8]), L.dense({ units: 8 })),
};

beforeAll(() => openBackend('wasm'));

describe('synthetic data can be learned', () => {
  it.each(Object.entries(networks))('%s: the loss falls', async (_, make) => {
    const steps = 40;
    const { probe } = await probeOf(make, {
      steps,
      batchSize: 32,
      optimizer: 'adam',
      learningRate: 0.02,
    });
    const losses = probe.loss.values[0]!.map(Number);
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    // Noise that nobody can learn stays where it begins.
    expect(mean(losses.slice(-5))).toBeLessThan(0.8 * mean(losses.slice(0, 3)));
  });
});

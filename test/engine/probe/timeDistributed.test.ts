import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeNetwork } from '../../../src/analysis/cost/describeNetwork';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { testBackend } from '../../support/testBackend';
import { buildSeeded, probeOf } from './probing';

const L = tf.layers;
const each = (layer: tf.layers.Layer, inputShape?: number[]) =>
  L.timeDistributed({ layer, ...(inputShape && { inputShape }) });

const cnnLstm = () =>
  tf.sequential({
    layers: [
      each(L.conv2d({ filters: 4, kernelSize: 3, activation: 'relu' }), [5, 12, 12, 1]),
      each(L.maxPooling2d({ poolSize: 2 })),
      each(L.flatten()),
      L.lstm({ units: 6 }),
      L.dense({ units: 3, activation: 'softmax' }),
    ],
  });
const pooled1d = () =>
  tf.sequential({
    layers: [
      each(L.maxPooling1d({ poolSize: 2 }), [5, 8, 2]),
      each(L.globalAveragePooling1d()),
      L.lstm({ units: 6 }),
      L.dense({ units: 3 }),
    ],
  });
const convolved1d = () =>
  tf.sequential({
    layers: [
      each(L.conv1d({ filters: 4, kernelSize: 3 }), [5, 12, 2]),
      each(L.flatten()),
      L.lstm({ units: 6 }),
      L.dense({ units: 3 }),
    ],
  });

beforeAll(() => openBackend(testBackend));

describe('a layer that is applied to each time step', () => {
  it.each([
    [
      'convolution of images',
      cnnLstm,
      [[1, 1, 1], [1, 3, 3], [1, 4, 4], 'all', 'all', 'all'],
      18_000,
    ],
    ['pooling of sequences', pooled1d, [[1, 1], [1, 2], [1, 8], 'all', 'all'], 0],
    ['convolution of sequences', convolved1d, [[1, 1], [1, 3], 'all', 'all', 'all'], 1200],
  ] as const)('has a receptive field and gradients: %s', async (_, make, fields, macs) => {
    const built = buildSeeded(make, 1);
    const { layers } = describeNetwork(built.graph);
    built.dispose();
    expect(layers.map(({ receptiveField }) => receptiveField)).toEqual(fields);
    expect(layers[1]!.macs).toBe(macs);
    const { probe } = await probeOf(make);
    for (const { activationGradient } of probe.layers) {
      expect(activationGradient?.rms).toBeGreaterThan(0);
    }
  });
});

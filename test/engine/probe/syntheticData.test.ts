import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { normals, uniformFrom } from '../../../src/engine/data/random';
import { syntheticData } from '../../../src/engine/data/synthetic';
import type { TargetForm } from '../../../src/engine/tfjs/trainer/losses';
import { testBackend } from '../../support/testBackend';
import { buildSeeded } from './probing';

const L = tf.layers;
const mlp =
  (units = 3, activation: 'softmax' | 'linear' = 'softmax') =>
  (): tf.LayersModel =>
    tf.sequential({ layers: [L.dense({ units, activation, inputShape: [4], name: 'out' })] });
beforeAll(() => openBackend(testBackend));

describe('random numbers', () => {
  it('have the mean and the variance that they claim, and repeat for a seed', () => {
    const values = normals(20_001, 5);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((a, b) => a + b * b, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.04);
    expect(normals(9, 5)).toEqual(values.slice(0, 9));
    const uniform = uniformFrom(5);
    const drawn = Array.from({ length: 1000 }, () => uniform());
    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(new Set(drawn).size).toBeGreaterThan(990);
  });
});

describe('synthetic data', () => {
  const dataFor = (make: () => tf.LayersModel, seed = 1) =>
    syntheticData(buildSeeded(make, 1), 8, seed);
  const numbers = (tensor: tf.Tensor): number[] => [...tensor.dataSync()];

  it('fits the inputs, has variance 1, repeats for a seed and step, and differs otherwise', () => {
    const image = (): tf.LayersModel =>
      tf.sequential({ layers: [L.flatten({ inputShape: [12, 12, 3] }), L.dense({ units: 2 })] });
    const at = (step: number, seed = 1) => dataFor(image, seed).batch(step).inputs[0]!;
    expect(at(0).shape).toEqual([8, 12, 12, 3]);
    expect(Math.abs(tf.moments(at(0)).variance.dataSync()[0]! - 1)).toBeLessThan(0.2);
    expect(numbers(at(0))).toEqual(numbers(at(0)));
    expect(numbers(at(1))).not.toEqual(numbers(at(0)));
    expect(numbers(at(0, 2))).not.toEqual(numbers(at(0)));
  });

  it('draws tokens from the vocabulary', () => {
    const text = (): tf.LayersModel =>
      tf.sequential({
        layers: [L.embedding({ inputDim: 7, outputDim: 2, inputLength: 50 }), L.flatten()],
      });
    const tokens = numbers(dataFor(text).batch(0).inputs[0]!);
    expect(new Set(tokens)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  });

  const target = (form: TargetForm, shape: number[]) => {
    const batch = dataFor(mlp()).batch(0);
    return batch.target(0, tf.zeros(shape), { name: 'any', call: tf.sub, form });
  };

  it('has targets in the form that each loss takes', () => {
    const oneHot = target('oneHot', [8, 5]);
    expect(oneHot.shape).toEqual([8, 5]);
    expect(numbers(tf.sum(oneHot, -1))).toEqual(Array(8).fill(1));
    const labels = target('labels', [8, 6, 5]);
    expect(labels.shape).toEqual([8, 6, 1]);
    expect(numbers(labels).every((label) => Number.isInteger(label) && label < 5)).toBe(true);
    expect(new Set(numbers(target('binary', [8, 40])))).toEqual(new Set([0, 1]));
    expect(new Set(numbers(target('signs', [8, 40])))).toEqual(new Set([-1, 1]));
    expect(new Set(numbers(target('values', [8, 3]))).size).toBeGreaterThan(3);
  });

  it('makes the mask of an image a function of the image', () => {
    const net = (): tf.LayersModel =>
      tf.sequential({
        layers: [
          L.conv2d({ filters: 1, kernelSize: 1, inputShape: [8, 8, 1], activation: 'sigmoid' }),
        ],
      });
    const batch = dataFor(net).batch(0);
    const loss = { name: 'binaryCrossentropy', call: tf.sub, form: 'binary' } as const;
    const mask = batch.target(0, tf.zeros([8, 8, 8, 1]), loss);
    expect(numbers(mask)).toEqual(numbers(tf.cast(tf.greater(batch.inputs[0]!, 0), 'float32')));
  });
});

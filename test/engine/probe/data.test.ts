import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/backends/openBackend';
import { readNpy } from '../../../src/engine/probe/data/npy';
import { normals, uniformFrom } from '../../../src/engine/probe/data/random';
import { syntheticData } from '../../../src/engine/probe/data/synthetic';
import type { TargetForm } from '../../../src/engine/probe/training/losses';
import { npyBytes, temporaryFile } from './npyFile';
import { buildSeeded, layerOf, probeOf } from './probing';

const L = tf.layers;
const mlp =
  (units = 3, activation: 'softmax' | 'linear' = 'softmax') =>
  (): tf.LayersModel =>
    tf.sequential({ layers: [L.dense({ units, activation, inputShape: [4], name: 'out' })] });
const file = (shape: number[], values?: number[]) => {
  const count = shape.reduce((a, b) => a * b, 1);
  const given = values ?? Array.from({ length: count }, (_, i) => Math.sin(i));
  return temporaryFile('data.npy', npyBytes(shape, Float32Array.from(given)));
};

beforeAll(() => openBackend('wasm'));

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

describe('the user’s files', () => {
  it('are read from NumPy’s formats', async () => {
    const floats = await readNpy(file([2, 3], [1, 2, 3, 4, 5, 6]));
    expect(floats).toMatchObject({ shape: [2, 3], dtype: '<f4' });
    expect([...floats.values]).toEqual([1, 2, 3, 4, 5, 6]);
    const bytes = npyBytes([3], new Float32Array(0), '|u1');
    const raw = temporaryFile('bytes.npy', Buffer.concat([bytes, Buffer.from([7, 0, 255])]));
    expect([...(await readNpy(raw)).values]).toEqual([7, 0, 255]);
  });

  it('are refused where they are something else or broken', async () => {
    const refused = (bytes: Buffer) => readNpy(temporaryFile('x.npy', bytes));
    await expect(refused(Buffer.from('no'))).rejects.toThrow('is not a .npy file');
    const whole = npyBytes([4], new Float32Array(4));
    await expect(refused(whole.subarray(0, -1))).rejects.toThrow('ends before its last number');
    const complex = npyBytes([1], new Float32Array(4), '<c8');
    await expect(refused(complex)).rejects.toThrow('holds <c8 numbers');
    await expect(readNpy('/nowhere/x.npy')).rejects.toThrow('cannot be read');
  });

  it('train the model with inputs and targets, class numbers or one-hot', async () => {
    const inputsFile = file([6, 4]);
    const byNumber = await probeOf(mlp(), {
      inputsFile,
      targetsFile: file([6], [0, 1, 2, 0, 1, 2]),
    });
    const oneHot = [0, 1, 2, 0, 1, 2].flatMap((label) => [0, 1, 2].map((c) => +(c === label)));
    const byVector = await probeOf(mlp(), { inputsFile, targetsFile: file([6, 3], oneHot) });
    expect(byNumber.probe.data).toBe('file');
    expect(byNumber.probe.loss).toEqual(byVector.probe.loss);
    expect(layerOf(byNumber.probe, 'out')).toEqual(layerOf(byVector.probe, 'out'));
  });

  it('may be inputs alone', async () => {
    const { probe } = await probeOf(mlp(), { inputsFile: file([6, 4]) });
    expect(probe.loss.values[0]![0]).toBeGreaterThan(0);
  });

  it.each([
    [[6, 5], [6, 3], /\[6, 5\], but the model takes \[\?, 4\]/],
    [[6, 4], [5, 3], /\[6, 4\], but .* \[5, 3\]/],
    [[6, 4], [6, 7], /\[6, 7\], but the model predicts \[\?, 3\]/],
  ])('of shapes %j and %j are refused in a sentence that names both', async (x, y, words) => {
    const run = probeOf(mlp(3, 'linear'), { inputsFile: file(x), targetsFile: file(y) });
    await expect(run).rejects.toThrow(words);
    await expect(run).rejects.toMatchObject({ code: 'unusable-data' });
  });

  it('of fractions are refused where the model takes tokens', async () => {
    const text = (): tf.LayersModel =>
      tf.sequential({
        layers: [L.embedding({ inputDim: 7, outputDim: 2, inputLength: 4 }), L.flatten()],
      });
    await expect(probeOf(text, { inputsFile: file([6, 4]) })).rejects.toThrow(
      /holds <f4, but the model takes whole numbers below 7/,
    );
  });

  it('are refused for a model with several inputs, and targets without inputs', async () => {
    const two = (): tf.LayersModel => {
      const inputs = [tf.input({ shape: [4] }), tf.input({ shape: [4] })];
      return tf.model({ inputs, outputs: L.add().apply(inputs) as tf.SymbolicTensor });
    };
    await expect(probeOf(two, { inputsFile: file([6, 4]) })).rejects.toThrow('one input');
    await expect(probeOf(mlp(), { targetsFile: file([6, 3]) })).rejects.toThrow('need inputs');
  });
});

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { GivenTensor } from '../../../../src/engine/data/functionData';
import { nestedNumbers } from '../../../../src/engine/data/nestedNumbers';
import { normals } from '../../../../src/engine/data/random';
import { resizeBilinear } from '../../../../src/engine/data/resizeBilinear';
import { classTarget, encodeClasses, targetLike } from '../../../../src/engine/data/targets';
import type { TargetForm, TensorData } from '../../../../src/engine/model/trainer';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import { withPlainTensors } from '../../../../src/engine/tfjs/plainTensors';

beforeAll(() => openBackend('wasm'));

const input = (shape: number[], seed = 1): TensorData => ({
  shape,
  dtype: 'float32',
  values: normals(tf.util.sizeFromShape(shape), seed),
});
const expectSame = (plain: TensorData, tensor: tf.Tensor): void => {
  expect(plain.shape).toEqual(tensor.shape);
  expect(plain.values).toEqual(tensor.dataSync());
};

/** Forms that float values are rounded or scaled for are held by the tests of their losses. */
const forms = ['oneHot', 'labels', 'binary', 'signs', 'values'] as const satisfies TargetForm[];
type Form = (typeof forms)[number];

/** The same targets by operations of TensorFlow.js. */
function byOperations({ shape, values }: TensorData, form: Form, count: number): tf.Tensor {
  const source = tf.tensor(values, [...shape]);
  const mean = tf.mul(tf.mean(source, -1, true), Math.sqrt(shape.at(-1)!));
  const positive = tf.cast(tf.greater(tf.tile(mean, [1, 1, 1, count]), 0), 'float32');
  const slices = tf.floor(tf.mul(tf.sigmoid(tf.mul(mean, 1.702)), count));
  const labels = tf.minimum(slices, count - 1);
  switch (form) {
    case 'labels':
      return labels;
    case 'oneHot':
      return tf.cast(tf.oneHot(tf.squeeze(tf.cast(labels, 'int32'), [-1]), count), 'float32');
    case 'binary':
      return positive;
    case 'signs':
      return tf.sub(tf.mul(positive, 2), 1);
    case 'values':
      return tf.tile(mean, [1, 1, 1, count]);
  }
}

describe('plain numbers are, bit for bit, those of TensorFlow.js', () => {
  it.each(forms)('in targets as large as an input: %s', (form) => {
    for (const channels of [1, 3, 4, 7, 64]) {
      for (const count of form === 'oneHot' ? [2, 5, 21] : [1, 2, 5, 21]) {
        const source = input([2, 24, 24, channels], channels);
        const plain = targetLike([2, 24, 24, count], form, [source])!;
        expectSame(plain, byOperations(source, form, count));
      }
    }
  });

  it('in class numbers as a loss takes them', () => {
    const labels = tf.tensor2d([0, 3, 2, 1, 1, 0], [2, 3], 'int32');
    const given = { numbers: labels.dataSync(), shape: labels.shape };
    expectSame(encodeClasses(given, 4, 'oneHot'), tf.cast(tf.oneHot(labels, 4), 'float32'));
    expectSame(encodeClasses(given, 4, 'labels'), tf.expandDims(tf.cast(labels, 'float32'), -1));
  });

  it('in targets that the class decides', () => {
    const given = { classes: [3, 1, 3], seed: 5 };
    const values = classTarget([3, 4], 'values', given);
    const positive = tf.cast(tf.greater(tf.tensor(values.values, [3, 4]), 0), 'float32');
    expectSame(classTarget([3, 4], 'binary', given), positive);
    expectSame(classTarget([3, 4], 'signs', given), tf.sub(tf.mul(positive, 2), 1));
  });

  it.each([
    [4, 2, 6, 6, 3],
    [37, 23, 12, 50, 3],
    [5, 7, 5, 3, 1],
    [64, 48, 33, 31, 4],
    [1, 1, 3, 2, 1],
  ])('in images scaled from %i × %i to %i × %i with %i channels', (...extents) => {
    const [width, height, toWidth, toHeight, channels] = extents;
    const image = input([1, height, width, channels]);
    const values = image.values as Float32Array;
    const scaled = resizeBilinear(
      { width, height, channels, values },
      { width: toWidth, height: toHeight },
    );
    const whole = tf.tensor4d(values, [1, height, width, channels]);
    const theirs = tf.image.resizeBilinear(whole, [toHeight, toWidth], false, true);
    expect(scaled).toEqual(theirs.dataSync());
  });

  it.each([
    [1, 2, 3],
    [
      [1, 2],
      [3, 4],
    ],
    [[[0.5]], [[1e-9]]],
    [true, false],
    [[true], [false]],
    [],
    [[]],
    7,
    false,
  ])('in lists of numbers: %j', (...given) => {
    const [list] = [given.length === 1 ? given[0] : given];
    const theirs = tf.tensor(list as tf.TensorLike);
    const ours = nestedNumbers(list)!;
    expect(ours).toMatchObject({ shape: theirs.shape, dtype: theirs.dtype });
    expect([...ours.values!]).toEqual([...theirs.dataSync()]);
  });

  it.each([
    [new Float32Array([1, 2.5])],
    [new Int32Array([1, -2])],
    [new Uint8Array([1, 255])],
    [[new Float32Array([1]), new Float32Array([2])]],
  ])('in typed arrays (case %#)', (given) => {
    const theirs = tf.tensor(given);
    const ours = nestedNumbers(given)!;
    expect(ours).toMatchObject({ shape: theirs.shape, dtype: theirs.dtype });
    expect([...ours.values!]).toEqual([...theirs.dataSync()]);
  });

  it.each([[{}], [undefined], [null], [new Float64Array(1)]])(
    'and refused alike (case %#)',
    (given) => {
      expect(() => tf.tensor(given as unknown as tf.TensorLike)).toThrow();
      expect(nestedNumbers(given)).toBeUndefined();
    },
  );
});

describe('tensors that a function of the user’s gave', () => {
  const call = (given: unknown) =>
    withPlainTensors(() => Promise.resolve(given))('f', 'g', { batchSize: 1, seed: 1 });

  it('come back as numbers, in lists and under names, and are freed', async () => {
    const { numTensors } = tf.memory();
    const [a, b] = [tf.tensor2d([[1, 2]]), tf.tensor1d([3], 'int32')];
    const given = await call({ xs: [a, [4]], ys: { b, a } });
    const plainA = new GivenTensor([1, 2], 'float32', Float32Array.of(1, 2));
    const plainB = new GivenTensor([1], 'int32', Float32Array.of(3));
    expect(given).toEqual({ xs: [plainA, [4]], ys: { b: plainB, a: plainA } });
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(await call([[[1]], 2])).toEqual([[[1]], 2]);
  });

  it('have no values where they hold no numbers', async () => {
    expect(await call(tf.tensor(['a']))).toEqual(new GivenTensor([1], 'string'));
  });
});

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import { comparedBackends } from '../../../support/testBackend';
import { drawsFrom, toTensor } from './gradients/values';

const { uniform } = drawsFrom(5);

const strides: [number, number, number] = [2, 3, 2];
const x = uniform([2, 4, 5, 7, 2]);
const one = (): tf.Tensor5D => tf.reshape(tf.eye(2), [1, 1, 1, 2, 2]);

const ways: readonly [string, (x: tf.Tensor5D) => tf.Tensor][] = [
  ['conv3d', (x) => tf.conv3d(x, one(), strides, 'same')],
  ['maxPool3d', (x) => tf.maxPool3d(x, 1, strides, 'same')],
  ['avgPool3d', (x) => tf.avgPool3d(x, 1, strides, 'same')],
];

const values = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

// A window of one entry picks every stride-th, from the first on; what it leaves out gets no gradient.
describe.each(comparedBackends)('volumes under strides longer than windows, on %s', (backend) => {
  beforeAll(() => openBackend(backend));

  it.each(ways)('%s picks every stride-th entry', (_name, run) => {
    tf.tidy(() => {
      const given = toTensor(x) as tf.Tensor5D;
      const picked = tf.stridedSlice(given, [0, 0, 0, 0, 0], [2, 4, 5, 7, 2], [1, ...strides, 1]);
      expect(values(run(given))).toEqual(values(picked));
    });
  });

  it.each(ways)('%s hands the gradient to these alone', (_name, run) => {
    tf.tidy(() => {
      const given = toTensor(x) as tf.Tensor5D;
      const dx = tf.grad((at) => tf.sum(run(at as tf.Tensor5D)))(given);
      const isPicked = (size: number, stride: number): number[] =>
        Array.from({ length: size }, (_, i) => Number(i % stride === 0));
      const at = (size: number, axis: number): tf.Tensor =>
        tf.reshape(
          isPicked(size, strides[axis]!),
          [1, 1, 1, 1, 1].map((extent, i) => (i === axis + 1 ? size : extent)),
        );
      const expected = tf.mul(tf.mul(at(4, 0), at(5, 1)), tf.mul(at(7, 2), tf.ones([...x.shape])));
      expect(values(dx)).toEqual(values(expected));
    });
  });

  it('conv3dTranspose puts its entries there', () => {
    tf.tidy(() => {
      const given = toTensor(uniform([1, 2, 2, 2, 2])) as tf.Tensor5D;
      const spread = tf.conv3dTranspose(given, one(), [1, 4, 6, 4, 2], strides, 'same');
      const back = tf.stridedSlice(spread, [0, 0, 0, 0, 0], [1, 4, 6, 4, 2], [1, ...strides, 1]);
      expect(values(back)).toEqual(values(given));
    });
  });
});

it('a sum of half a million values on wasm is right in the sixth digit', async () => {
  await openBackend('wasm');
  tf.tidy(() => {
    const total = tf.sum(tf.fill([577_600], 0.1)).dataSync()[0] ?? NaN;
    expect(Math.abs(total / 57_760 - 1)).toBeLessThan(1e-6);
    const mean = tf.mean(tf.fill([2, 300_000], 0.1), 1).dataSync()[0] ?? NaN;
    expect(Math.abs(mean / 0.1 - 1)).toBeLessThan(1e-6);
  });
});

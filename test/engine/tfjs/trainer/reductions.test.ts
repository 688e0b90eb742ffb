import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import { deviceReductions } from '../../../../src/engine/tfjs/trainer/statistics/deviceReductions';
import { heapReductions } from '../../../../src/engine/tfjs/trainer/statistics/heapReductions';
import type { Reductions } from '../../../../src/engine/tfjs/trainer/statistics/reductions';

/** The same statistic from the heap and from the device, with norms as plain L2. */
function both(
  take: <R>(reductions: Reductions<R>) => R,
  norms: number[],
): readonly [number[], number[]] {
  const plain = (numbers: readonly number[]): number[] => {
    const values = [...numbers];
    for (const at of norms) values.splice(at, 2, values[at]! * Math.sqrt(values[at + 1]!), NaN);
    return values.filter((_, i) => !norms.includes(i - 1));
  };
  const onDevice = take(deviceReductions);
  const numbers = [...onDevice.dataSync()];
  onDevice.dispose();
  return [plain(take(heapReductions()!)), plain(numbers)];
}

function expectClose([heap, device]: readonly [number[], number[]]): void {
  expect(heap).toHaveLength(device.length);
  heap.forEach((value, i) => {
    if (Number.isFinite(value)) expect(device[i]! / (value || 1)).toBeCloseTo(value ? 1 : 0, 4);
    else expect(Number.isFinite(device[i])).toBe(false);
  });
}

const x = () => tf.randomNormal([4, 5, 6], 0.3, 2, 'float32', 1);
const rectifier = { curve: 'rectifier', limit: 0.99 } as const;
const flat = (curve: 'sigmoid' | 'tanh') => ({ curve, limit: 1e-4 });
const odd = () => tf.tensor1d([0, -0, 1, -3, NaN, Infinity, -Infinity]);

beforeAll(() => openBackend('wasm'));

describe('statistics of a tensor are the same from the heap and from the device', () => {
  it('norms, even of numbers whose squares float32 cannot hold', () => {
    for (const factor of [1, 1e-30, 1e30]) {
      const dy = tf.mul(x(), factor);
      expectClose(both((take) => take.gradient(dy), [0]));
    }
    expect(both((take) => take.gradient(tf.zeros([3])), [0])).toEqual([[0], [0]]);
  });

  it('of a weight, and whether all its units are alike', () => {
    expectClose(both((take) => take.values(x()), []));
    const equal = (values: tf.Tensor) =>
      both((take) => take.values(values), []).map((all) => all[2]);
    expect(equal(tf.ones([3, 4]))).toEqual([1, 1]);
    expect(equal(tf.tile(tf.tensor2d([[1], [2], [3]]), [1, 4]))).toEqual([1, 1]);
    expect(equal(tf.tile(tf.tensor2d([[1, 2]]), [3, 1]))).toEqual([0, 0]);
    const along = (values: tf.Tensor, axis: number | null) =>
      both((take) => take.values(values, axis), []).map((all) => all[2]);
    const rows = tf.tile(
      tf.tensor3d([
        [
          [1, 2],
          [3, 4],
        ],
      ]),
      [3, 1, 1],
    );
    expect([0, 1, 2, null].map((axis) => along(rows, axis))).toEqual([
      [1, 1],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    expect(along(tf.transpose(rows, [1, 0, 2]), 1)).toEqual([1, 1]);
    // One unit, or a bias, has no other to be like.
    expect(equal(tf.ones([4, 1]))).toEqual([0, 0]);
    expect(equal(tf.ones([4]))).toEqual([0, 0]);
  });

  it('of a weight gradient', () => {
    expectClose(both((take) => take.weight(tf.relu(x())), [0]));
    const [heap, device] = both((take) => take.weight(odd()), [0]);
    expect(heap.slice(2)).toEqual([2, 1, 2]);
    expect(device.slice(2)).toEqual([2, 1, 2]);
  });

  it('how the magnitudes of a gradient are spread, by powers of two', () => {
    const values = tf.tensor1d([0, -0, 1, -1.5, 2, 0.75, NaN, Infinity, -Infinity, 2e-19, 1e30]);
    const [heap, device] = both((take) => take.histogram(values), []);
    expect(device).toEqual(heap);
    const bins = heap.flatMap((count, at) => (count > 0 ? [[at - 64, count]] : []));
    // 2e-19 lies in [2^-63, 2^-62); the last bin holds all beyond.
    expect(bins).toEqual([
      [-63, 1],
      [-1, 1],
      [0, 2],
      [1, 1],
      [15, 1],
    ]);
    const [all, same] = both((take) => take.histogram(x()), []);
    expect(same).toEqual(all);
    expect(all.reduce((sum, count) => sum + count, 0)).toBe(120);
  });

  it('of an activation: moments, dead units, saturated values', () => {
    expectClose(both((take) => take.activation(x(), undefined), []));
    for (const size of [1, 2, 3, 5]) {
      const few = tf.randomNormal([1, size], 0.3, 2, 'float32', size);
      expectClose(both((take) => take.activation(few, undefined), []));
    }
    const halfDead = tf.mul(tf.relu(x()), tf.tensor1d([0, 1, 0, 1, 0, 1]));
    expectClose(both((take) => take.activation(halfDead, rectifier), []));
    expect(heapReductions()!.activation(halfDead, rectifier)[3]).toBe(3);
    const first = tf.transpose(halfDead, [0, 2, 1]);
    const channelsFirst = { ...rectifier, channelAxis: 1 };
    expectClose(both((take) => take.activation(first, channelsFirst), []));
    expect(heapReductions()!.activation(first, channelsFirst)[3]).toBe(3);
    const wide = tf.mul(x(), 9);
    expectClose(both((take) => take.activation(tf.tanh(wide), flat('tanh')), []));
    expectClose(both((take) => take.activation(tf.sigmoid(wide), flat('sigmoid')), []));
    expect(heapReductions()!.activation(tf.tanh(wide), flat('tanh'))[3]).toBeGreaterThan(10);
    expect(heapReductions()!.activation(odd(), undefined)[2]).toBe(3);
    expect(deviceReductions.activation(odd(), undefined).dataSync()[2]).toBe(3);
  });

  it('of an update: what changed, and what was too small to change anything', () => {
    const before = tf.tensor1d([1, 1, 1, 0]);
    const after = tf.tensor1d([1, 1.5, 1, 0]);
    const gradient = tf.tensor1d([1e-12, -0.5, 0, 3]);
    const update = both((take) => take.update({ before, after, gradient }), [0, 2]);
    expectClose(update);
    expect(update[0]).toEqual([0.5, Math.sqrt(3), 2]);
  });

  it('of a fork: both norms and how far they point the same way', () => {
    const [a, b, c] = [1, 2, 3].map((seed) => tf.randomNormal([7, 3], 0, 1, 'float32', seed));
    for (const body of [[b!], [b!, c!]]) {
      const [heap, device] = both((take) => take.fork({ shortcut: [a!], body }), [0, 2]);
      expectClose([heap.slice(0, 2), device.slice(0, 2)]);
    }
    const cosine = (numbers: Iterable<number>): number => {
      const [one, oneSquares, other, otherSquares, inner] = [...numbers];
      const norms = one! * Math.sqrt(oneSquares!) * other! * Math.sqrt(otherSquares!);
      return (one! * other! * inner!) / norms;
    };
    const opposed = { shortcut: [a!], body: [tf.neg(a!)] };
    expect(cosine(heapReductions()!.fork(opposed))).toBeCloseTo(-1, 6);
    expect(cosine(deviceReductions.fork(opposed).dataSync())).toBeCloseTo(-1, 5);
  });
});

import * as tf from '@tensorflow/tfjs-core';
import type { Call, Lowering, Lowerings } from '../values/call';
import { asPicture, inOrder, ordered, picture, range, type Value } from '../values/value';
import { padded } from './convolution';

/** Lower than any float32 that a network makes: padding that no maximum takes. */
const LOWEST = -3.4e38;

interface Windows {
  readonly size: readonly number[];
  readonly strides: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
}

function windowsOf(call: Call, n: number): Windows {
  const size = call.numbers('kernel_size', n);
  const strides = call.maybeNumbers('stride', n);
  return {
    size,
    strides: strides && strides.length > 0 ? strides : size,
    padding: call.maybeNumbers('padding', n) ?? size.map(() => 0),
    dilation: call.maybeNumbers('dilation', n) ?? size.map(() => 1),
  };
}

/** Cells to add behind an axis so that the last window, which `ceil_mode` lets hang over, is whole. */
function overhang(
  extent: number,
  axis: number,
  { size, strides, padding, dilation }: Windows,
): number {
  const [k = 1, s = 1, p = 0, d = 1] = [size[axis], strides[axis], padding[axis], dilation[axis]];
  const span = d * (k - 1) + 1;
  const places = Math.ceil((extent + 2 * p - span) / s) + 1;
  // A window that starts in the padding behind is left out.
  const count = (places - 1) * s >= extent + p ? places - 1 : places;
  return Math.max(0, (count - 1) * s + span - (extent + 2 * p));
}

type Sizes2 = [number, number];
const two = (sizes: readonly number[]): Sizes2 => [sizes[0] ?? 1, sizes[1] ?? 1];
type Sizes3 = [number, number, number];
const three = (sizes: readonly number[]): Sizes3 => [sizes[0] ?? 1, sizes[1] ?? 1, sizes[2] ?? 1];

/** Pools `[n, …spatial, c]` without padding. */
function pooled(
  x: tf.Tensor,
  kind: 'max' | 'avg',
  { size, strides, dilation }: Windows,
): tf.Tensor {
  if (x.rank === 5) {
    const input = x as tf.Tensor5D;
    return kind === 'max'
      ? tf.maxPool3d(input, three(size), three(strides), 'valid')
      : tf.avgPool3d(input, three(size), three(strides), 'valid');
  }
  const isFlat = x.rank === 3;
  const input = (isFlat ? tf.expandDims(x, 1) : x) as tf.Tensor4D;
  const wide = (sizes: readonly number[]): Sizes2 => (isFlat ? [1, sizes[0] ?? 1] : two(sizes));
  const isDilated = dilation.some((each) => each > 1);
  const pool = kind === 'max' ? tf.maxPool : tf.avgPool;
  const y = isDilated
    ? tf.pool(input, wide(size), kind, 'valid', wide(dilation), wide(strides))
    : pool(input, wide(size), wide(strides), 'valid');
  return isFlat ? tf.squeeze(y, [1]) : y;
}

/** A picture without a batch gets one; `back` takes it away again. */
function withBatch(
  value: Value,
  n: number,
): { readonly x: tf.Tensor; readonly back: (y: tf.Tensor) => Value } {
  if (value.tensor.rank === n + 2) return { x: asPicture(value), back: picture };
  const x = asPicture(ordered(tf.expandDims(inOrder(value), 0)));
  return { x, back: (y) => ordered(tf.squeeze(inOrder(picture(y)), [0])) };
}

const maxPool =
  (n: number): Lowering =>
  (call) => {
    if (call.flag('return_indices') && call.node.outputs.length > 1) call.refuse('return_indices');
    const { x, back } = withBatch(call.value('input'), n);
    const windows = windowsOf(call, n);
    if (n === 3 && windows.dilation.some((each) => each > 1)) call.refuse('dilation');
    const sides = windows.padding.map((pad, i): [number, number] => [
      pad,
      pad + (call.flag('ceil_mode') ? overhang(x.shape[i + 1] ?? 1, i, windows) : 0),
    ]);
    return back(pooled(padded(x, sides, LOWEST), 'max', windows));
  };

const averagePool =
  (n: number): Lowering =>
  (call) => {
    const { x, back } = withBatch(call.value('input'), n);
    const windows = windowsOf(call, n);
    const { padding } = windows;
    const extra = padding.map((_, i) =>
      call.flag('ceil_mode') ? overhang(x.shape[i + 1] ?? 1, i, windows) : 0,
    );
    const sides = padding.map((pad, i): [number, number] => [pad, pad + (extra[i] ?? 0)]);
    const y = pooled(padded(x, sides), 'avg', windows);
    const divisor = call.maybeNumber('divisor_override');
    const cells = windows.size.reduce((product, size) => product * size, 1);
    if (divisor !== undefined) return back(tf.mul(y, cells / divisor));
    const countsPadding = call.flag('count_include_pad', true);
    const isWhole = extra.every((each) => each === 0);
    if (isWhole && (countsPadding || padding.every((pad) => pad === 0))) return back(y);
    // The share of each window that counts: cells of the input, and of the padding if that counts.
    const inner = countsPadding
      ? x.shape.slice(1, -1).map((size, i) => size + 2 * (padding[i] ?? 0))
      : x.shape.slice(1, -1);
    const around = countsPadding ? extra.map((each): [number, number] => [0, each]) : sides;
    const share = pooled(padded(tf.ones([1, ...inner, 1]), around), 'avg', windows);
    return back(tf.div(y, share));
  };

/** The cells of an axis that each of `count` adaptive windows covers. */
const adaptiveWindows = (extent: number, count: number): [number, number][] =>
  range(0, count).map((i) => [
    Math.floor((i * extent) / count),
    Math.ceil(((i + 1) * extent) / count),
  ]);

/** Multiplies one axis by a matrix `[to, from]`. */
export function alongAxis(x: tf.Tensor, axis: number, matrix: tf.Tensor): tf.Tensor {
  const order = [...range(0, x.rank).filter((i) => i !== axis), axis];
  const moved = tf.transpose(x, order);
  const [to = 1, from = 1] = matrix.shape;
  const product = tf.matMul(tf.reshape(moved, [-1, from]), matrix, false, true);
  const back = order.map((_, i) => order.indexOf(i));
  return tf.transpose(tf.reshape(product, [...moved.shape.slice(0, -1), to]), back);
}

function averagedAxis(x: tf.Tensor, axis: number, count: number): tf.Tensor {
  const extent = x.shape[axis] ?? 1;
  const rows = adaptiveWindows(extent, count).map(([from, to]) =>
    range(0, extent).map((i) => (i >= from && i < to ? 1 / (to - from) : 0)),
  );
  return alongAxis(x, axis, tf.tensor2d(rows, [count, extent]));
}

function largestOfAxis(x: tf.Tensor, axis: number, count: number): tf.Tensor {
  const parts = adaptiveWindows(x.shape[axis] ?? 1, count).map(([from, to]) => {
    const begin = x.shape.map((_, i) => (i === axis ? from : 0));
    const size = x.shape.map((extent, i) => (i === axis ? to - from : extent));
    return tf.max(tf.slice(x, begin, size), axis, true);
  });
  return tf.concat(parts, axis);
}

const adaptivePool =
  (n: number, kind: 'max' | 'avg'): Lowering =>
  (call) => {
    const { x, back } = withBatch(call.value('input'), n);
    const spatial = x.shape.slice(1, -1);
    const wanted = call
      .numbers('output_size', n)
      .map((size, i) => (Number.isNaN(size) ? (spatial[i] ?? 1) : size));
    const isEven = spatial.every((size, i) => size % (wanted[i] ?? 1) === 0);
    if (isEven) {
      const size = spatial.map((extent, i) => extent / (wanted[i] ?? 1));
      const none = size.map(() => 0);
      return back(
        pooled(x, kind, { size, strides: size, padding: none, dilation: size.map(() => 1) }),
      );
    }
    const reduce = kind === 'avg' ? averagedAxis : largestOfAxis;
    return back(wanted.reduce((y, count, i) => reduce(y, i + 1, count), x));
  };

/** Pooling of one, two and three dimensions. */
export const pooling: Lowerings = {
  max_pool1d: maxPool(1),
  max_pool2d: maxPool(2),
  max_pool3d: maxPool(3),
  avg_pool1d: averagePool(1),
  avg_pool2d: averagePool(2),
  avg_pool3d: averagePool(3),
  adaptive_avg_pool1d: adaptivePool(1, 'avg'),
  adaptive_avg_pool2d: adaptivePool(2, 'avg'),
  adaptive_avg_pool3d: adaptivePool(3, 'avg'),
  adaptive_max_pool1d: adaptivePool(1, 'max'),
  adaptive_max_pool2d: adaptivePool(2, 'max'),
  adaptive_max_pool3d: adaptivePool(3, 'max'),
};

import { add, pad, reshape, reverse, slice, sum, type Tensor } from '@tensorflow/tfjs-core';

// Everything here works on [before, axis, after], because kernels are quickest, and surest, at low rank.

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

const aroundAxis = (shape: readonly number[], axis: number): [number, number, number] => [
  product(shape.slice(0, axis)),
  shape[axis] as number,
  product(shape.slice(axis + 1)),
];

const withSize = (shape: readonly number[], axis: number, size: number): number[] =>
  shape.map((old, index) => (index === axis ? size : old));

/** The sum over an axis of `times` equal parts: the transpose of a repetition along the axis. */
export function foldRepetition(x: Tensor, axis: number, times: number): Tensor {
  if (times === 1) return x;
  const [before, size, after] = aroundAxis(x.shape, axis);
  const parts = reshape(x, [before, times, (size / times) * after]);
  return reshape(sum(parts, 1), withSize(x.shape, axis, size / times));
}

/** Puts step − 1 zeros between neighbours along an axis. */
export function insertZeros(x: Tensor, axis: number, step: number): Tensor {
  if (step === 1) return x;
  const [before, size, after] = aroundAxis(x.shape, axis);
  const spread = pad(reshape(x, [before * size, 1, after]), [
    [0, 0],
    [0, step - 1],
    [0, 0],
  ]);
  const length = (size - 1) * step + 1;
  const kept = slice(
    reshape(spread, [before, size * step, after]),
    [0, 0, 0],
    [before, length, after],
  );
  return reshape(kept, withSize(x.shape, axis, length));
}

/** Every `step`-th entry along an axis, from the first: the inverse of {@link insertZeros}. */
export function takeEvery(x: Tensor, axis: number, step: number): Tensor {
  if (step === 1) return x;
  const [before, length, after] = aroundAxis(x.shape, axis);
  const size = Math.ceil(length / step);
  const filled = pad(reshape(x, [before, length, after]), [
    [0, 0],
    [0, size * step - length],
    [0, 0],
  ]);
  const kept = slice(
    reshape(filled, [before * size, step, after]),
    [0, 0, 0],
    [before * size, 1, after],
  );
  return reshape(kept, withSize(x.shape, axis, size));
}

/** Puts zeros before and after along an axis. */
export function padAxis(x: Tensor, axis: number, before: number, after: number): Tensor {
  if (before === 0 && after === 0) return x;
  const [outer, size, inner] = aroundAxis(x.shape, axis);
  const padded = pad(reshape(x, [outer, size, inner]), [
    [0, 0],
    [before, after],
    [0, 0],
  ]);
  return reshape(padded, withSize(x.shape, axis, size + before + after));
}

/** A stretch along an axis. */
export function sliceAxis(x: Tensor, axis: number, begin: number, size: number): Tensor {
  const [before, , after] = aroundAxis(x.shape, axis);
  const [, length] = aroundAxis(x.shape, axis);
  const part = slice(reshape(x, [before, length, after]), [0, begin, 0], [before, size, after]);
  return reshape(part, withSize(x.shape, axis, size));
}

/** The entries along an axis in the opposite order. */
export function reverseAxis(x: Tensor, axis: number): Tensor {
  return reshape(reverse(reshape(x, aroundAxis(x.shape, axis)), 1), x.shape);
}

/** The sum over all axes along which a tensor of `shape` was broadcast to the shape of x. */
export function foldBroadcast(x: Tensor, shape: number[]): Tensor {
  const missing = x.rank - shape.length;
  let folded = x;
  if (missing > 0)
    folded = sum(
      x,
      x.shape.slice(0, missing).map((_, axis) => axis),
    );
  shape.forEach((size, axis) => {
    if (size === 1) folded = foldRepetition(folded, axis, folded.shape[axis] as number);
  });
  return reshape(folded, shape);
}

/** The sum of those tensors that are present. */
export const addAll = (tensors: readonly Tensor[]): Tensor =>
  tensors.reduce((all, one) => add(all, one));

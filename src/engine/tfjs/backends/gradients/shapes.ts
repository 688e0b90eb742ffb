import {
  DepthToSpace,
  Diag,
  eye,
  FlipLeftRight,
  MirrorPad,
  mul,
  reshape,
  reverse,
  slice_util,
  StridedSlice,
  sum,
  Tile,
  transpose,
  type Tensor,
} from '@tensorflow/tfjs-core';
import {
  addAll,
  foldRepetition,
  insertZeros,
  padAxis,
  reverseAxis,
  sliceAxis,
} from '../tensors/axes';
import { putGradient } from './gradient';

/** Operations that only move entries. Shipped: wrong for mirrorPad, up to rank 4 for tile, none for the others. */
export function putShapeGradients(): void {
  putGradient<StridedSliceAttributes>(StridedSlice, ['x'], (dy, [x], attributes) => ({
    x: () => stridedSliceGradient(dy, (x as Tensor).shape, attributes),
  }));
  putGradient<MirrorPadAttributes>(MirrorPad, [], (dy, _, attributes) => ({
    x: () => mirrorPadGradient(dy, attributes),
  }));
  putGradient<{ reps: number[] }>(Tile, [], (dy, _, { reps }) => ({
    x: () => reps.reduce((folded, times, axis) => foldRepetition(folded, axis, times), dy),
  }));
  putGradient<{ blockSize: number; dataFormat: string }>(DepthToSpace, [], (dy, _, attributes) => ({
    x: () => depthToSpaceGradient(dy, attributes.blockSize, attributes.dataFormat),
  }));
  putGradient(FlipLeftRight, [], (dy) => ({ image: () => reverse(dy, [2]) }));
  putGradient(Diag, ['x'], (dy, [x]) => ({
    x: () => {
      const { shape, size } = x as Tensor;
      return reshape(sum(mul(reshape(dy, [size, size]), eye(size)), 1), shape);
    },
  }));
}

interface StridedSliceAttributes {
  readonly begin: number[];
  readonly end: number[];
  readonly strides: number[];
  readonly beginMask: number;
  readonly endMask: number;
  readonly ellipsisMask: number;
  readonly newAxisMask: number;
  readonly shrinkAxisMask: number;
}

/** Puts every entry of dy back to its original position, zeros elsewhere. */
function stridedSliceGradient(
  dy: Tensor,
  shape: number[],
  attributes: StridedSliceAttributes,
): Tensor {
  const { beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attributes;
  const { begin, end, strides } = slice_util.sliceInfo(
    shape,
    attributes.begin,
    attributes.end,
    attributes.strides,
    beginMask,
    endMask,
    ellipsisMask,
    newAxisMask,
    shrinkAxisMask,
  );
  const taken = reshape(dy, slice_util.computeOutShape(begin, end, strides));
  return shape.reduce((dx, size, axis) => {
    const [start, stride] = [begin[axis] as number, strides[axis] as number];
    const last = start + stride * ((taken.shape[axis] as number) - 1);
    const forward = stride < 0 ? reverseAxis(dx, axis) : dx;
    const spread = insertZeros(forward, axis, Math.abs(stride));
    return padAxis(spread, axis, Math.min(start, last), size - 1 - Math.max(start, last));
  }, taken);
}

interface MirrorPadAttributes {
  readonly paddings: readonly (readonly [number, number])[];
  readonly mode: 'reflect' | 'symmetric';
}

/** Adds the gradients of mirrored entries to those of their originals. */
function mirrorPadGradient(dy: Tensor, { paddings, mode }: MirrorPadAttributes): Tensor {
  // 'reflect' does not repeat the entry at the edge.
  const edge = mode === 'reflect' ? 1 : 0;
  return paddings.reduce((dx, [before, after], axis) => {
    const size = (dx.shape[axis] as number) - before - after;
    const parts = [sliceAxis(dx, axis, before, size)];
    if (before > 0) {
      const mirrored = reverseAxis(sliceAxis(dx, axis, 0, before), axis);
      parts.push(padAxis(mirrored, axis, edge, size - edge - before));
    }
    if (after > 0) {
      const mirrored = reverseAxis(sliceAxis(dx, axis, before + size, after), axis);
      parts.push(padAxis(mirrored, axis, size - edge - after, edge));
    }
    return addAll(parts);
  }, dy);
}

function depthToSpaceGradient(dy: Tensor, block: number, format: string): Tensor {
  if (format !== 'NHWC') throw new Error('The gradient of DepthToSpace needs channels last.');
  const [batch, height, width, channels] = dy.shape as [number, number, number, number];
  const [rows, columns] = [height / block, width / block];
  // One axis at a time: [.., rows, block, width · channels], then [.., columns, block, channels].
  const byRow = reshape(dy, [batch * rows, block, columns, block * channels]);
  const moved = transpose(byRow, [0, 2, 1, 3]);
  return reshape(moved, [batch, rows, columns, block * block * channels]);
}

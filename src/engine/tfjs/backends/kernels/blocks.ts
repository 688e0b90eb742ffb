import {
  backend_util,
  Concat,
  SplitV,
  util,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { putKernel } from './kernel';

/** Joins and parts along an axis: the merges of DenseNets and U-Nets, and their gradients. Shipped: wasm makes array views for each row, however short. */
export function putBlocks(): void {
  putConcat();
  putSplit();
}

function putConcat(): void {
  putKernel<Record<number, TensorInfo>, { axis: number }>('wasm', Concat, (call) => {
    const parts = Object.values(call.inputs);
    const shapes = parts.map(({ shape }) => shape);
    const axis = util.parseAxisParam(call.attrs.axis, shapes[0] ?? [])[0] as number;
    if (parts.some(({ dtype }) => dtype !== 'float32')) return call.shipped();
    const joined = call.memory.unset(backend_util.computeOutShape(shapes, axis));
    const to = rowsOf(joined, axis);
    let start = 0;
    for (const part of parts) {
      const from = rowsOf(part, axis);
      const place = { from: 0, fromStride: from.width, to: start, toStride: to.width };
      copyRows(call.memory.floats(part), call.memory.floats(joined), { ...from, ...place });
      start += from.width;
    }
    return joined;
  });
}

function putSplit(): void {
  type Attributes = Record<'axis', number> & Record<'numOrSizeSplits', number | number[]>;
  putKernel<{ x: Tensor }, Attributes>('wasm', SplitV, (call) => {
    const { x } = call.inputs;
    const axis = util.parseAxisParam(call.attrs.axis, x.shape)[0] as number;
    if (x.dtype !== 'float32') return call.shipped();
    const sizes = backend_util.prepareSplitSize(x, call.attrs.numOrSizeSplits, axis);
    const parts = sizes.map((size) =>
      call.memory.unset(x.shape.map((old, at) => (at === axis ? size : old))),
    );
    const { width } = rowsOf(x, axis);
    let start = 0;
    for (const part of parts) {
      const to = rowsOf(part, axis);
      const place = { from: start, fromStride: width, to: 0, toStride: to.width };
      copyRows(call.memory.floats(x), call.memory.floats(part), { ...to, ...place });
      start += to.width;
    }
    return parts;
  });
}

/** A tensor as rows: all that lies before an axis, and the axis with all behind it. */
const rowsOf = ({ shape }: TensorInfo, axis: number) => ({
  rows: util.sizeFromShape(shape.slice(0, axis)),
  width: util.sizeFromShape(shape.slice(axis)),
});

interface Copy {
  readonly rows: number;
  readonly width: number;
  /** Index of the first entry of the first row, and the distance between rows. */
  readonly from: number;
  readonly fromStride: number;
  readonly to: number;
  readonly toStride: number;
}

/** Rows that are worth a view for a block copy; shorter ones are copied entry by entry. */
const longRow = 64;

function copyRows(source: Float32Array, target: Float32Array, copy: Copy): void {
  const { rows, width } = copy;
  for (let row = 0, { from, to } = copy; row < rows; row++) {
    if (width >= longRow) target.set(source.subarray(from, from + width), to);
    else for (let i = 0; i < width; i++) target[to + i] = source[from + i] as number;
    from += copy.fromStride;
    to += copy.toStride;
  }
}

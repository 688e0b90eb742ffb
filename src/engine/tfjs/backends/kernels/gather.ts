import {
  add,
  cast,
  gather,
  GatherV2,
  mul,
  range,
  reshape,
  tidy,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { putKernel } from './kernel';

/** Shipped: wasm takes rows of the wrong image from the second of a batch on. */
export function putGather(): void {
  type Inputs = Record<'x' | 'indices', Tensor>;
  putKernel<Inputs, { axis: number; batchDims: number }>('wasm', GatherV2, (call) => {
    const { axis, batchDims } = call.attrs;
    const { x, indices } = call.inputs;
    if (batchDims === 0) return call.shipped();
    if (axis !== batchDims) throw new Error('GatherV2 needs its axis right after the batch.');
    return tidy(() => {
      const rows = flatRows(x.shape, indices, batchDims);
      const flat = reshape(x, [-1, ...x.shape.slice(axis + 1)]);
      return reshape(gather(flat, rows), [...indices.shape, ...x.shape.slice(axis + 1)]);
    });
  });
}

/** Indices into the rows of a batch of tensors as indices into all rows, one tensor after the other. */
export function flatRows(shape: readonly number[], indices: Tensor, batchDims: number): Tensor {
  const count = shape[batchDims] as number;
  const batch = shape.slice(0, batchDims).reduce((all, size) => all * size, 1);
  const first = reshape(mul(range(0, batch, 1, 'int32'), count), [batch, 1]);
  return reshape(cast(add(reshape(indices, [batch, -1]), first), 'int32'), [indices.size]);
}

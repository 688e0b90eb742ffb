import {
  gatherND,
  GatherNd,
  GatherV2,
  reshape,
  scatterND,
  ScatterNd,
  tensorScatterUpdate,
  TensorScatterUpdate,
  unsortedSegmentSum,
  zerosLike,
  type Tensor,
  type Tensor1D,
} from '@tensorflow/tfjs-core';
import { flatRows } from '../kernels/gather';
import { putGradient, wrapGradient } from './gradient';

/** Shipped: wrong for gather within a batch, none for the others. */
export function putIndexingGradients(): void {
  wrapGradient<GatherAttributes>(GatherV2, (shipped) => (dy, saved, attributes) => {
    if (attributes.batchDims === 0) return shipped(dy, saved, attributes);
    const [x, indices] = saved as [Tensor, Tensor];
    return { x: () => batchedGatherGradient(dy, x.shape, indices, attributes) };
  });
  putGradient(GatherNd, ['params', 'indices'], (dy, saved) => {
    const [params, indices] = saved as [Tensor, Tensor];
    return { params: () => scatterND(indices, dy, params.shape) };
  });
  putGradient(ScatterNd, ['indices'], (dy, [indices]) => ({
    updates: () => gatherND(dy, indices as Tensor),
  }));
  putGradient(TensorScatterUpdate, ['indices', 'updates'], (dy, saved) => {
    const [indices, updates] = saved as [Tensor, Tensor];
    return {
      tensor: () => tensorScatterUpdate(dy, indices, zerosLike(updates)),
      updates: () => gatherND(dy, indices),
    };
  });
}

interface GatherAttributes {
  readonly axis: number;
  readonly batchDims: number;
}

/**
 * The gradient of a gather with axis = batchDims: one gather from the rows of the whole batch, end to end.
 */
function batchedGatherGradient(
  dy: Tensor,
  shape: number[],
  indices: Tensor,
  { axis, batchDims }: GatherAttributes,
): Tensor {
  if (axis !== batchDims) {
    throw new Error('The gradient of GatherV2 needs its axis right after the batch.');
  }
  const inner = shape.slice(axis + 1).reduce((all, size) => all * size, 1);
  const rows = flatRows(shape, indices, batchDims) as Tensor1D;
  const count = shape.slice(0, axis + 1).reduce((all, size) => all * size, 1);
  return reshape(unsortedSegmentSum(reshape(dy, [rows.size, inner]), rows, count), shape);
}

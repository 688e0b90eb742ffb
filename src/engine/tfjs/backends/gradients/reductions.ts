import {
  BatchMatMul,
  cast,
  Cumsum,
  cumsum,
  div,
  equal,
  Max,
  Maximum,
  Mean,
  Minimum,
  mul,
  Prod,
  reshape,
  SquaredDifference,
  Sum,
  sum,
  tile,
  util,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { foldBroadcast } from '../tensors/axes';
import { putGradient, wrapGradient } from './gradient';

/** Shipped: errors for cumsum away from the last axis, for prod over axes counted from the end, and for broadcast operands. */
export function putReductionGradients(): void {
  putGradient<{ axis: number; exclusive: boolean; reverse: boolean }>(
    Cumsum,
    [],
    (dy, _, attributes) => ({
      x: () => cumsum(dy, attributes.axis, attributes.exclusive, !attributes.reverse),
    }),
    () => true,
  );
  wrapGradient<{ axis: number | number[] }>(
    Prod,
    (shipped) =>
      (dy, saved, { axis }) => {
        const [x] = saved as [Tensor];
        return shipped(dy, saved, { axis: util.parseAxisParam(axis, x.shape) });
      },
    () => true,
  );
  for (const kernel of [Sum, Mean]) putSumGradient(kernel);
  shareAmongTies();
  for (const kernel of [Maximum, Minimum, SquaredDifference, BatchMatMul]) foldOperands(kernel);
}

/** Sums the gradient of an operand that was broadcast over the axes that it lacks. */
function foldOperands(kernel: string): void {
  wrapGradient(
    kernel,
    (shipped) => (dy, saved, attributes) => {
      const [a, b] = saved as [Tensor, Tensor];
      const gradients = shipped(dy, saved, attributes) as Record<'a' | 'b', () => Tensor>;
      return {
        a: () => foldBroadcast(gradients.a(), a.shape),
        b: () => foldBroadcast(gradients.b(), b.shape),
      };
    },
    ([a, b]) => !a || !b || !util.arraysEqual(a.shape.slice(0, -2), b.shape.slice(0, -2)),
  );
}

/**
 * Entries that are the largest together share the gradient of the maximum, as in TensorFlow and PyTorch.
 * Shipped: each of them gets all of it.
 */
function shareAmongTies(): void {
  wrapGradient<{ reductionIndices: number | number[] }>(
    Max,
    (shipped) => (dy, saved, attributes) => {
      const [x, y] = saved as [Tensor, Tensor];
      const axes = util.parseAxisParam(attributes.reductionIndices, x.shape);
      const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
      const ties = sum(cast(equal(x, reshape(y, kept)), 'float32'), axes);
      return shipped(div(dy, reshape(ties, dy.shape)), saved, attributes);
    },
  );
}

/** Every entry gets the gradient of its sum. Shipped: right, but by way of a tensor of ones. */
function putSumGradient(kernel: string): void {
  putGradient<{ axis: number | number[] }>(kernel, ['x'], (dy, [x], { axis }) => {
    const { shape } = x as Tensor;
    const axes = util.parseAxisParam(axis, shape);
    const summed = (at: number) => axes.includes(at);
    const count = axes.reduce((product, at) => product * (shape[at] as number), 1);
    const share = kernel === Mean ? mul(dy, 1 / count) : dy;
    const kept = reshape(
      share,
      shape.map((size, at) => (summed(at) ? 1 : size)),
    );
    return {
      x: () =>
        tile(
          kept,
          shape.map((size, at) => (summed(at) ? size : 1)),
        ),
    };
  });
}

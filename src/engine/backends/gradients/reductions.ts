import {
  BatchMatMul,
  Cumsum,
  cumsum,
  Maximum,
  Minimum,
  Prod,
  SquaredDifference,
  util,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { foldBroadcast } from './axes';
import { putGradient, wrapGradient } from './gradient';

/** Shipped: errors for cumsum away from the last axis, for prod over axes counted from the end, and for broadcast operands. */
export function putReductionGradients(): void {
  putGradient<{ axis: number; exclusive: boolean; reverse: boolean }>(
    Cumsum,
    [],
    (dy, _, attributes) => ({
      x: () => cumsum(dy, attributes.axis, attributes.exclusive, !attributes.reverse),
    }),
  );
  wrapGradient<{ axis: number | number[] }>(Prod, (shipped) => (dy, saved, { axis }) => {
    const [x] = saved as [Tensor];
    return shipped(dy, saved, { axis: util.parseAxisParam(axis, x.shape) });
  });
  for (const kernel of [Maximum, Minimum, SquaredDifference, BatchMatMul]) foldOperands(kernel);
}

/** Sums the gradient of an operand that was broadcast over the axes that it lacks. */
function foldOperands(kernel: string): void {
  wrapGradient(kernel, (shipped) => (dy, saved, attributes) => {
    const [a, b] = saved as [Tensor, Tensor];
    const gradients = shipped(dy, saved, attributes) as Record<'a' | 'b', () => Tensor>;
    return {
      a: () => foldBroadcast(gradients.a(), a.shape),
      b: () => foldBroadcast(gradients.b(), b.shape),
    };
  });
}

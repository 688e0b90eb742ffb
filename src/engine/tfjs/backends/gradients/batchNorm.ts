import { add, FusedBatchNorm, mul, neg, rsqrt, sub, type Tensor } from '@tensorflow/tfjs-core';
import { foldBroadcast } from '../tensors/axes';
import { putGradient, type InputGradients } from './gradient';

/**
 * y = scale · (x − mean) · r + offset with r = 1 / √(variance + ε).
 * Shipped: an error if the statistics belong to another axis than the last, and a dozen passes over x.
 */
export function putBatchNormGradient(): void {
  putGradient<{ varianceEpsilon: number }>(
    FusedBatchNorm,
    ['x', 'mean', 'variance', 'scale'],
    (dy, saved, { varianceEpsilon }) => batchNormGradients(dy, saved as Saved, varianceEpsilon),
    ([, mean]) => (mean?.rank ?? 1) > 1,
  );
}

type Saved = readonly [x: Tensor, mean: Tensor, variance: Tensor, scale: Tensor];

function batchNormGradients(dy: Tensor, saved: Saved, epsilon: number): InputGradients {
  const [x, mean, variance, scale] = saved;
  const { shape } = mean;
  const r = rsqrt(add(variance, epsilon));
  const factor = mul(scale, r);
  // Not lazily: what one input's gradient computes is freed before the next one's is asked.
  const total = foldBroadcast(dy, shape);
  // Σ dy · (x − mean)
  const product = foldBroadcast(mul(dy, sub(x, mean)), shape);
  return {
    x: () => mul(dy, factor),
    mean: () => neg(mul(total, factor)),
    variance: () => mul(mul(product, -0.5), mul(factor, mul(r, r))),
    scale: () => mul(product, r),
    offset: () => total.clone(),
  };
}

import { add, FusedBatchNorm, mul, rsqrt, sub, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { putKernel, type JsBackend } from './kernel';

/** Shipped: statistics of another axis than the last are read as if they belonged to the last. */
export function putBatchNorm(backend: JsBackend): void {
  type Inputs = Record<'x' | 'mean' | 'variance' | 'offset' | 'scale', Tensor>;
  putKernel<Inputs, { varianceEpsilon: number }>(backend, FusedBatchNorm, (call) => {
    const { x, mean, variance, offset, scale } = call.inputs;
    if (mean.rank === 1 || mean.size === x.size) return call.shipped();
    return tidy(() => {
      const factor = mul(scale, rsqrt(add(variance, call.attrs.varianceEpsilon)));
      return add(mul(sub(x, mean), factor), offset);
    });
  });
}

import { Cast, Identity, type DataType, type TensorInfo } from '@tensorflow/tfjs-core';
import { putWasmKernel } from './kernel';

/**
 * Copies that share the data of the original, since tensors are immutable: every input that is saved for the
 * backward pass is one. Shipped: wasm copies all entries, and holds them twice.
 */
export function putCopies(): void {
  type Inputs = Record<'x', TensorInfo>;
  putWasmKernel<Inputs, object>(Identity, ({ inputs: { x }, memory }) => memory.share(x));
  putWasmKernel<Inputs, { dtype: DataType }>(Cast, (call) => {
    const { x } = call.inputs;
    return x.dtype === call.attrs.dtype ? call.memory.share(x) : call.shipped();
  });
}

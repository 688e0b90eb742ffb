import {
  Conv3D,
  DepthwiseConv2dNative,
  FusedDepthwiseConv2D,
  type KernelFunc,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { isDilated, noDilations, spreadFilter, type Dilations } from '../tensors/dilation';
import { wrapKernel } from './wrapKernel';

/**
 * Shipped: TensorFlow's library refuses dilated depthwise convolutions on processors for which it does not turn
 * oneDNN on, and dilation along the depth of a volume on all. Zeros between the taps of the filter do the same.
 */
export function mendDilatedConvolutions(): void {
  for (const kernel of [DepthwiseConv2dNative, FusedDepthwiseConv2D, Conv3D]) {
    wrapKernel(kernel, withSpreadFilter);
  }
}

const withSpreadFilter =
  (shipped: KernelFunc): KernelFunc =>
  (call) => {
    const { dilations } = call.attrs as { dilations?: Dilations };
    if (!isDilated(dilations)) return shipped(call);
    const filter = call.inputs['filter'] as Tensor;
    return shipped({
      ...call,
      inputs: { ...call.inputs, filter: spreadFilter(filter, dilations) },
      attrs: { ...call.attrs, dilations: noDilations(filter) },
    });
  };

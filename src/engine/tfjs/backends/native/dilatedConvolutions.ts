import {
  Conv3D,
  DepthwiseConv2dNative,
  FusedDepthwiseConv2D,
  getKernel,
  registerKernel,
  unregisterKernel,
  type KernelConfig,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { isDilated, noDilations, spreadFilter, type Dilations } from '../tensors/dilation';

const backendName = 'tensorflow';

/**
 * Shipped: TensorFlow's library refuses dilated depthwise convolutions on processors for which it does not turn
 * oneDNN on, and dilation along the depth of a volume on all. Zeros between the taps of the filter do the same.
 */
export function mendDilatedConvolutions(): void {
  for (const kernel of [DepthwiseConv2dNative, FusedDepthwiseConv2D, Conv3D]) mend(kernel);
}

function mend(kernelName: string): void {
  const shipped = getKernel(kernelName, backendName) as KernelConfig | undefined;
  if (!shipped) return;
  unregisterKernel(kernelName, backendName);
  registerKernel({
    ...shipped,
    kernelFunc: (call) => {
      const { dilations } = call.attrs as { dilations?: Dilations };
      if (!isDilated(dilations)) return shipped.kernelFunc(call);
      const filter = call.inputs['filter'] as Tensor;
      return shipped.kernelFunc({
        ...call,
        inputs: { ...call.inputs, filter: spreadFilter(filter, dilations) },
        attrs: { ...call.attrs, dilations: noDilations(filter) },
      });
    },
  });
}

import {
  Conv2D,
  Conv3D,
  Conv3DBackpropFilterV2,
  Conv3DBackpropInputV2,
  conv3d,
  DepthwiseConv2dNative,
  engine,
  type Tensor,
  type Tensor5D,
} from '@tensorflow/tfjs-core';
import { isDilated, noDilations, spreadFilter, tapsOf, type Dilations } from '../tensors/dilation';
import { putGradient, wrapGradient } from './gradient';

interface Convolution {
  readonly strides: number | number[];
  readonly pad: 'valid' | 'same';
  readonly dilations?: Dilations;
}

/** Shipped: convolutions with dilation have no gradient, and 3-D transposed convolutions none at all. */
export function putConvolutionGradients(): void {
  for (const kernel of [Conv2D, DepthwiseConv2dNative, Conv3D]) wrapDilated(kernel);
  putGradient<Convolution>(Conv3DBackpropInputV2, ['dy', 'filter'], (ddx, saved, attributes) => {
    const [dy, filter] = saved as [Tensor5D, Tensor5D];
    const { strides, pad } = attributes as { strides: number; pad: 'same' };
    const toFilter = { strides, pad, filterShape: filter.shape };
    return {
      dy: () => conv3d(ddx as Tensor5D, filter, strides, pad),
      filter: () => engine().runKernel<Tensor>(Conv3DBackpropFilterV2, { x: ddx, dy }, toFilter),
    };
  });
}

/** A dilated convolution is a plain one with zeros between the taps of its filter. */
function wrapDilated(kernel: string): void {
  wrapGradient<Convolution>(
    kernel,
    (shipped) => (dy, saved, attributes) => {
      const [x, filter] = saved as [Tensor, Tensor];
      const { dilations } = attributes;
      const plain = { ...attributes, dilations: noDilations(filter) };
      if (!isDilated(dilations)) return shipped(dy, saved, plain);
      const spread = spreadFilter(filter, dilations);
      const gradients = shipped(dy, [x, spread], plain) as Record<'x' | 'filter', () => Tensor>;
      return { x: gradients.x, filter: () => tapsOf(gradients.filter(), dilations) };
    },
    (_, { dilations }) => isDilated(dilations),
  );
}

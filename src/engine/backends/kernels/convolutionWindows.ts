import { backend_util } from '@tensorflow/tfjs-core';
import { windows2d, windows3d, type Windows } from './windows';

type Shape4 = [number, number, number, number];
type Shape5 = [number, number, number, number, number];

/** Attributes that all kernels of convolutions share, in 2-D and 3-D. */
export interface ConvolutionAttributes {
  readonly strides: number | number[];
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dataFormat?: string;
  readonly dilations?: number | number[];
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** The windows of a convolution of a channels-last batch with a filter; the ranks tell 2-D from 3-D. */
export function convolutionWindows(
  input: number[],
  filter: number[],
  attributes: ConvolutionAttributes,
): Windows {
  const { pad, dilations = 1, dimRoundingMode: rounding } = attributes;
  if (attributes.dataFormat?.startsWith('NC')) {
    throw new Error('Gradients of channels-first convolutions are not supported.');
  }
  if (input.length === 4) {
    const [stride, dilation] = [attributes.strides, dilations] as [number, number];
    return windows2d(
      backend_util.computeConv2DInfo(
        input as Shape4,
        filter as Shape4,
        stride,
        dilation,
        pad,
        rounding,
      ),
    );
  }
  const [stride, dilation, padding] = [attributes.strides, dilations, pad] as [
    number,
    number,
    number,
  ];
  return windows3d(
    backend_util.computeConv3DInfo(input as Shape5, filter as Shape5, stride, dilation, padding),
  );
}

/** The windows of a depthwise convolution; `outChannels` are those of the input times the multiplier. */
export function depthwiseWindows(
  input: number[],
  filter: number[],
  attributes: ConvolutionAttributes,
): Windows {
  const { pad, dilations = 1, dimRoundingMode: rounding } = attributes;
  const [stride, dilation] = [attributes.strides, dilations] as [number, number];
  return windows2d(
    backend_util.computeConv2DInfo(
      input as Shape4,
      filter as Shape4,
      stride,
      dilation,
      pad,
      rounding,
      true,
    ),
  );
}

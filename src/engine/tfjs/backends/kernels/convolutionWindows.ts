import { backend_util } from '@tensorflow/tfjs-core';
import { windows2d, windows3d, type Windows } from './windows';

type Shape4 = [number, number, number, number];
type Shape5 = [number, number, number, number, number];

/** Attributes that all kernels of convolutions share, in 2-D and 3-D; layers leave one out as `null`. */
export interface ConvolutionAttributes {
  readonly strides: number | number[];
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dataFormat?: string | null;
  readonly dilations?: number | number[] | null;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil' | null;
}

/** The windows of a convolution of a channels-last batch with a filter; the ranks tell 2-D from 3-D. */
export function convolutionWindows(
  input: number[],
  filter: number[],
  attributes: ConvolutionAttributes,
): Windows {
  if (attributes.dataFormat?.startsWith('NC')) {
    throw new Error('Gradients of channels-first convolutions are not supported.');
  }
  return input.length === 4
    ? windowsOverPlane(input, filter, attributes, false)
    : windowsOverVolume(input, filter, attributes);
}

/** The windows of a depthwise convolution; `outChannels` are those of the input times the multiplier. */
export const depthwiseWindows = (
  input: number[],
  filter: number[],
  attributes: ConvolutionAttributes,
): Windows => windowsOverPlane(input, filter, attributes, true);

function windowsOverPlane(
  input: number[],
  filter: number[],
  { strides, pad, dilations, dimRoundingMode }: ConvolutionAttributes,
  isDepthwise: boolean,
): Windows {
  const [shape, kernel] = [input as Shape4, filter as Shape4];
  const [stride, dilation] = [strides, dilations ?? 1] as [number, number];
  const rounding = dimRoundingMode ?? undefined;
  const info = [shape, kernel, stride, dilation, pad, rounding, isDepthwise] as const;
  return windows2d(backend_util.computeConv2DInfo(...info));
}

function windowsOverVolume(
  input: number[],
  filter: number[],
  { strides, pad, dilations }: ConvolutionAttributes,
): Windows {
  const [stride, dilation, padding] = [strides, dilations ?? 1, pad] as [number, number, number];
  const [shape, kernel] = [input as Shape5, filter as Shape5];
  return windows3d(backend_util.computeConv3DInfo(shape, kernel, stride, dilation, padding));
}

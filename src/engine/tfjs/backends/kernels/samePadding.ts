import {
  backend_util,
  Conv2D,
  DepthwiseConv2dNative,
  FusedConv2D,
  FusedDepthwiseConv2D,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { putWasmKernel } from './kernel';

interface Inputs {
  readonly x: TensorInfo;
  readonly filter: TensorInfo;
}
type Pair = [number, number];
interface Attributes {
  readonly strides: Pair | number;
  readonly pad: 'same' | 'valid' | number | [Pair, Pair, Pair, Pair];
  readonly dataFormat?: 'NHWC' | 'NCHW';
  /** TensorFlow.js' layers leave it out as `null`. */
  readonly dilations?: Pair | number | null;
}

/**
 * Shipped: if a stride is longer than the filter, the routine of wasm places the windows of `same`
 * padding elsewhere than the shape says. With the same padding given by numbers it is right.
 */
export function putSamePadding(): void {
  for (const kernel of [Conv2D, FusedConv2D]) put(kernel, false);
  for (const kernel of [DepthwiseConv2dNative, FusedDepthwiseConv2D]) put(kernel, true);
}

function put(kernel: string, depthwise: boolean): void {
  putWasmKernel<Inputs, Attributes>(kernel, (call) => {
    const { inputs, attrs, memory } = call;
    const padding = attrs.pad === 'same' && explicitPadding(inputs, attrs, depthwise);
    return padding ? memory.run(kernel, { ...inputs }, { ...attrs, pad: padding }) : call.shipped();
  });
}

/** The padding of a convolution whose stride passes over its filter, on each side of each axis. */
function explicitPadding(
  { x, filter }: Inputs,
  { strides, dilations, dataFormat }: Attributes,
  depthwise: boolean,
): [Pair, Pair, Pair, Pair] | undefined {
  const format = dataFormat === 'NCHW' ? 'channelsFirst' : 'channelsLast';
  const shape = x.shape as [number, number, number, number];
  const kernel = filter.shape as [number, number, number, number];
  const info = backend_util.computeConv2DInfo(
    shape,
    kernel,
    strides,
    dilations ?? 1,
    'same',
    undefined,
    depthwise,
    format,
  );
  const passesOver =
    info.strideHeight > info.effectiveFilterHeight || info.strideWidth > info.effectiveFilterWidth;
  if (!passesOver || format === 'channelsFirst') return undefined;
  const { top, bottom, left, right } = info.padInfo;
  return [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
}

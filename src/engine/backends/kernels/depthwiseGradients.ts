import {
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { depthwiseWindows, type ConvolutionAttributes } from './convolutionWindows';
import { putKernel } from './kernel';
import { pixelsUnderTaps, positions, type Windows } from './windows';

/** Shipped: wasm lacks both. Channel c of x feeds the channels c·m … c·m + m − 1 of y, m the multiplier. */
export function putDepthwiseGradients(): void {
  type Attributes = ConvolutionAttributes & { filterShape: number[]; inputShape: number[] };
  putKernel<Record<'x' | 'dy', TensorInfo>, Attributes>(
    'wasm',
    DepthwiseConv2dNativeBackpropFilter,
    ({ inputs: { x, dy }, attrs, memory }) => {
      const windows = depthwiseWindows(x.shape, attrs.filterShape, attrs);
      const filter = memory.zeros(attrs.filterShape);
      filterGradient(windows, memory.floats(x), memory.floats(dy), memory.floats(filter));
      return filter;
    },
  );
  putKernel<Record<'dy' | 'filter', TensorInfo>, Attributes>(
    'wasm',
    DepthwiseConv2dNativeBackpropInput,
    ({ inputs: { dy, filter }, attrs, memory }) => {
      const windows = depthwiseWindows(attrs.inputShape, filter.shape, attrs);
      const dx = memory.zeros(attrs.inputShape);
      inputGradient(windows, memory.floats(filter), memory.floats(dy), memory.floats(dx));
      return dx;
    },
  );
}

/** filter'[tap, o] = Σ over windows w of x[pixel under the tap of w, ⌊o/m⌋] · dy[w, o]. */
function filterGradient(
  windows: Windows,
  x: Float32Array,
  dy: Float32Array,
  df: Float32Array,
): void {
  const { channels, outChannels } = windows;
  const multiplier = outChannels / channels;
  eachTap(windows, (tap, window, pixel) => {
    for (let o = 0; o < outChannels; o++) {
      const c = multiplier === 1 ? o : Math.floor(o / multiplier);
      (df[tap * outChannels + o] as number) +=
        (x[pixel * channels + c] as number) * (dy[window * outChannels + o] as number);
    }
  });
}

/** dx[pixel under the tap of w, ⌊o/m⌋] += filter[tap, o] · dy[w, o]. */
function inputGradient(
  windows: Windows,
  filter: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
): void {
  const { channels, outChannels } = windows;
  const multiplier = outChannels / channels;
  eachTap(windows, (tap, window, pixel) => {
    for (let o = 0; o < outChannels; o++) {
      const c = multiplier === 1 ? o : Math.floor(o / multiplier);
      (dx[pixel * channels + c] as number) +=
        (filter[tap * outChannels + o] as number) * (dy[window * outChannels + o] as number);
    }
  });
}

function eachTap(
  windows: Windows,
  visit: (tap: number, window: number, pixel: number) => void,
): void {
  const pixels = pixelsUnderTaps(windows);
  const taps = positions(windows.filter);
  const count = pixels.length / taps;
  for (let tap = 0, at = 0; tap < taps; tap++) {
    for (let window = 0; window < count; window++, at++) {
      const pixel = pixels[at] as number;
      if (pixel >= 0) visit(tap, window, pixel);
    }
  }
}

import {
  depthwiseConv2d,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  reverse,
  tidy,
  type Tensor,
  type Tensor4D,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { insertZeros } from '../tensors/axes';
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
      const filter = memory.unset(attrs.filterShape);
      filterGradient(windows, memory.floats(x), memory.floats(dy), memory.floats(filter));
      return filter;
    },
  );
  putKernel<Record<'dy' | 'filter', Tensor>, Attributes>(
    'wasm',
    DepthwiseConv2dNativeBackpropInput,
    ({ inputs: { dy, filter }, attrs, memory }) => {
      const windows = depthwiseWindows(attrs.inputShape, filter.shape, attrs);
      if (canCorrelate(windows)) return correlate(windows, dy, filter);
      const dx = memory.zeros(attrs.inputShape);
      spread(windows, memory.floats(filter), memory.floats(dy), memory.floats(dx));
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
  const taps = positions(windows.filter);
  const pixels = pixelsUnderTaps(windows);
  const count = pixels.length / taps;
  for (let tap = 0; tap < taps; tap++) {
    const pairs = { x, dy, pixels: pixels.subarray(tap * count, (tap + 1) * count) };
    let o = 0;
    if (channels === outChannels) {
      for (; o + 4 <= channels; o += 4)
        df.set(fourProducts(pairs, channels, o), tap * channels + o);
    }
    for (; o < outChannels; o++) {
      const c = Math.floor((o * channels) / outChannels);
      df[tap * outChannels + o] = product(pairs, { channels, c }, { channels: outChannels, c: o });
    }
  }
}

/** Pixel `pixels[w]` of x belongs to row w of dy; −1 to none. */
interface Pairs {
  readonly x: Float32Array;
  readonly dy: Float32Array;
  readonly pixels: Int32Array;
}

interface Channel {
  readonly channels: number;
  readonly c: number;
}

/** Σ of a channel of x times one of dy. */
function product({ x, dy, pixels }: Pairs, ofX: Channel, ofDy: Channel): number {
  let sum = 0;
  for (let window = 0, to = ofDy.c; window < pixels.length; window++, to += ofDy.channels) {
    const pixel = pixels[window] as number;
    if (pixel >= 0) sum += (x[pixel * ofX.channels + ofX.c] as number) * (dy[to] as number);
  }
  return sum;
}

/** Four channels at once: their sums stay in registers. */
function fourProducts({ x, dy, pixels }: Pairs, channels: number, first: number): number[] {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let window = 0, to = first; window < pixels.length; window++, to += channels) {
    const pixel = pixels[window] as number;
    if (pixel < 0) continue;
    const from = pixel * channels + first;
    a += (x[from] as number) * (dy[to] as number);
    b += (x[from + 1] as number) * (dy[to + 1] as number);
    c += (x[from + 2] as number) * (dy[to + 2] as number);
    d += (x[from + 3] as number) * (dy[to + 3] as number);
  }
  return [a, b, c, d];
}

/** With multiplier 1, dx is a depthwise convolution of the spread out dy with the filter turned by 180°. */
const canCorrelate = ({ channels, outChannels, dilation, filter, padding }: Windows): boolean =>
  channels === outChannels &&
  dilation.every((step) => step === 1) &&
  padding.every((before, axis) => before < (filter[axis] as number));

function correlate(windows: Windows, dy: Tensor, filter: Tensor): Tensor {
  const { input, filter: size, padding, stride } = windows;
  return tidy(() => {
    const dilated = insertZeros(insertZeros(dy, 1, stride[1]), 2, stride[2]);
    const around = (axis: 1 | 2): [number, number] => {
      const before = size[axis] - 1 - padding[axis];
      const after = input[axis] + size[axis] - 1 - (dilated.shape[axis] as number) - before;
      return [before, after];
    };
    const turned = reverse(filter, [0, 1]) as Tensor4D;
    const pad: [[0, 0], [number, number], [number, number], [0, 0]] = [
      [0, 0],
      around(1),
      around(2),
      [0, 0],
    ];
    return depthwiseConv2d(dilated as Tensor4D, turned, 1, pad as never);
  });
}

/** dx[pixel under the tap of w, ⌊o/m⌋] += filter[tap, o] · dy[w, o]. */
function spread(windows: Windows, filter: Float32Array, dy: Float32Array, dx: Float32Array): void {
  const { channels, outChannels } = windows;
  const pixels = pixelsUnderTaps(windows);
  const count = pixels.length / positions(windows.filter);
  for (let at = 0; at < pixels.length; at++) {
    const pixel = pixels[at] as number;
    if (pixel < 0) continue;
    const tap = Math.floor(at / count);
    const window = at % count;
    for (let o = 0; o < outChannels; o++) {
      const c = Math.floor((o * channels) / outChannels);
      (dx[pixel * channels + c] as number) +=
        (filter[tap * outChannels + o] as number) * (dy[window * outChannels + o] as number);
    }
  }
}

import {
  conv2d,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  Conv3DBackpropFilterV2,
  Conv3DBackpropInputV2,
  matMul,
  reverse,
  tidy,
  transpose,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { convolutionWindows, type ConvolutionAttributes } from './convolutionWindows';
import { asTensor, putKernel, type TensorMemory } from './kernel';
import { pixelsUnderTaps, positions, type Windows } from './windows';

/**
 * ∂L/∂filter of convolutions on wasm. Shipped: missing in 2-D.
 * filter'[tap, c, o] = Σ over windows w of x[pixel under the tap of w, c] · dy[w, o],
 * which is one matrix product of the unfolded x with dy.
 */
export function putConvolutionFilterGradients(): void {
  type Inputs = Record<'x' | 'dy', Tensor>;
  type Attributes = ConvolutionAttributes & { filterShape: number[] };
  for (const name of [Conv2DBackpropFilter, Conv3DBackpropFilterV2]) {
    putKernel<Inputs, Attributes>('wasm', name, ({ inputs: { x, dy }, attrs, memory }) => {
      const windows = convolutionWindows(x.shape, attrs.filterShape, attrs);
      return tidy(() =>
        matMul(unfold(memory, windows, x), dy.reshape([-1, windows.outChannels])).reshape(
          attrs.filterShape,
        ),
      );
    });
  }
}

/**
 * ∂L/∂x of convolutions on wasm.
 * Shipped: a slow loop in 2-D; in 3-D a sum into memory that was not cleared.
 */
export function putConvolutionInputGradients(): void {
  type Inputs = Record<'dy' | 'filter', Tensor>;
  type Attributes = ConvolutionAttributes & { inputShape: number[] };
  for (const name of [Conv2DBackpropInput, Conv3DBackpropInputV2]) {
    putKernel<Inputs, Attributes>('wasm', name, ({ inputs: { dy, filter }, attrs, memory }) => {
      const windows = convolutionWindows(attrs.inputShape, filter.shape, attrs);
      return tidy(() => {
        if (canCorrelate(windows)) return correlate(windows, dy, filter);
        return fold(memory, windows, spread(windows, dy, filter)).reshape(attrs.inputShape);
      });
    });
  }
}

/** The entries of x under each tap and channel, for each window: [taps · channels, windows]. */
function unfold(memory: TensorMemory, windows: Windows, x: Tensor): Tensor {
  const { channels } = windows;
  const pixels = pixelsUnderTaps(windows);
  const taps = positions(windows.filter);
  const count = pixels.length / taps;
  const unfolded = memory.unset([taps * channels, count]);
  const [from, to] = [memory.floats(x), memory.floats(unfolded)];
  for (let row = 0, at = 0; row < taps * channels; row++) {
    const c = row % channels;
    const start = ((row - c) / channels) * count;
    for (let window = start; window < start + count; window++, at++) {
      const pixel = pixels[window] as number;
      to[at] = pixel < 0 ? 0 : (from[pixel * channels + c] as number);
    }
  }
  return asTensor(unfolded);
}

/** With stride 1, dx is a convolution of dy with the filter turned by 180° and its channels exchanged. */
const canCorrelate = ({ input, stride, dilation, filter, padding }: Windows): boolean =>
  input[0] === 1 &&
  stride.every((step) => step === 1) &&
  dilation.every((step) => step === 1) &&
  padding.every((before, axis) => before < (filter[axis] as number));

function correlate({ input, output, filter: size, padding }: Windows, dy: Tensor, filter: Tensor) {
  const around = (axis: 1 | 2): [number, number] => {
    const before = size[axis] - 1 - padding[axis];
    return [before, input[axis] + size[axis] - 1 - output[axis] - before];
  };
  const turned = transpose(reverse(filter, [0, 1]), [0, 1, 3, 2]) as Tensor4D;
  const pad: [[0, 0], [number, number], [number, number], [0, 0]] = [
    [0, 0],
    around(1),
    around(2),
    [0, 0],
  ];
  return conv2d(dy as Tensor4D, turned, 1, pad);
}

/** What each window gives to each entry of x under it: [windows, taps · channels]. */
function spread({ outChannels }: Windows, dy: Tensor, filter: Tensor): Tensor {
  return matMul(dy.reshape([-1, outChannels]), transpose(filter.reshape([-1, outChannels])));
}

/** Adds up, for each entry of x, what the windows over it give. */
function fold(memory: TensorMemory, windows: Windows, given: Tensor): Tensor {
  const { channels, batch } = windows;
  const pixels = pixelsUnderTaps(windows);
  const taps = positions(windows.filter);
  const count = pixels.length / taps;
  const dx = memory.zeros([batch * positions(windows.input), channels]);
  const [from, to] = [memory.floats(given), memory.floats(dx)];
  for (let tap = 0; tap < taps; tap++) {
    for (let window = 0; window < count; window++) {
      const pixel = pixels[tap * count + window] as number;
      const source = (window * taps + tap) * channels;
      if (pixel < 0) continue;
      for (let c = 0; c < channels; c++) {
        (to[pixel * channels + c] as number) += from[source + c] as number;
      }
    }
  }
  return asTensor(dx);
}

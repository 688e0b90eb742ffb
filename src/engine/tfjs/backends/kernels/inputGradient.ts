import {
  conv2d,
  Conv2DBackpropInput,
  Conv3DBackpropInputV2,
  matMul,
  tidy,
  transpose,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { convolutionWindows, type ConvolutionAttributes } from './convolutionWindows';
import { asTensor, putKernel, type TensorMemory } from './kernel';
import { pixelsUnderTaps, positions, type Windows } from './windows';

/**
 * ∂L/∂x of convolutions on wasm.
 * Shipped: a slow loop in 2-D; in 3-D a sum into memory that was not cleared.
 */
export function putInputGradients(): void {
  type Inputs = Record<'dy' | 'filter', Tensor>;
  type Attributes = ConvolutionAttributes & { inputShape: number[] };
  for (const name of [Conv2DBackpropInput, Conv3DBackpropInputV2]) {
    putKernel<Inputs, Attributes>('wasm', name, ({ inputs: { dy, filter }, attrs, memory }) => {
      const windows = convolutionWindows(attrs.inputShape, filter.shape, attrs);
      return tidy(() => {
        if (name === Conv2DBackpropInput && canCorrelate(windows))
          return correlate(memory, windows, dy, filter);
        return fold(memory, windows, spread(windows, dy, filter)).reshape(attrs.inputShape);
      });
    });
  }
}

/** With stride 1, dx of an image is a convolution of dy with the filter turned by 180° and its channels exchanged. */
const canCorrelate = ({ stride, dilation, filter, padding }: Windows): boolean =>
  stride.every((step) => step === 1) &&
  dilation.every((step) => step === 1) &&
  padding.every((before, axis) => before < (filter[axis] as number));

function correlate(memory: TensorMemory, windows: Windows, dy: Tensor, filter: Tensor): Tensor {
  const { input, output, filter: size, padding } = windows;
  const around = (axis: 1 | 2): [number, number] => {
    const before = size[axis] - 1 - padding[axis];
    return [before, input[axis] + size[axis] - 1 - output[axis] - before];
  };
  const turned = asTensor(turn(memory, filter)) as Tensor4D;
  return conv2d(dy as Tensor4D, turned, 1, [[0, 0], around(1), around(2), [0, 0]]);
}

/** turned[−tap, o, c] = filter[tap, c, o]. */
function turn(memory: TensorMemory, filter: Tensor) {
  const [height, width, channels, outChannels] = filter.shape as [number, number, number, number];
  const turned = memory.unset([height, width, outChannels, channels]);
  const [from, to] = [memory.floats(filter), memory.floats(turned)];
  const size = channels * outChannels;
  for (let tap = 0; tap < height * width; tap++) {
    const start = (height * width - 1 - tap) * size;
    for (let i = 0; i < size; i++) {
      const c = Math.floor(i / outChannels);
      to[start + (i - c * outChannels) * channels + c] = from[tap * size + i] as number;
    }
  }
  return turned;
}

/** The contribution of each window to each entry of x under it: [windows, taps · channels]. */
function spread({ outChannels }: Windows, dy: Tensor, filter: Tensor): Tensor {
  return matMul(dy.reshape([-1, outChannels]), transpose(filter.reshape([-1, outChannels])));
}

/** Adds up, for each entry of x, the contributions of the windows over it. */
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

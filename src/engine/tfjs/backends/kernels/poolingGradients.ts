import {
  AvgPool3DGrad,
  AvgPoolGrad,
  backend_util,
  MaxPool3DGrad,
  MaxPoolGrad,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { putKernel, type JsBackend } from './kernel';
import { pixelsUnderTaps, positions, windows2d, windows3d, type Windows } from './windows';

/** The same for all four kernels. */
type Inputs = Record<'dy' | 'input', TensorInfo>;
export interface PoolingAttributes {
  readonly filterSize: number | number[];
  readonly strides: number | number[];
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}
type PoolingGradient = (
  windows: Windows,
  x: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
) => void;

/** Shipped: wasm drops the gradient of windows whose values are all negative. */
export function putMaxPoolGradients(backend: JsBackend): void {
  for (const kernel of [MaxPoolGrad, MaxPool3DGrad]) put(backend, kernel, maxPoolGradient);
}

/** Shipped: cpu and wasm divide by the whole window if part of it lies in the padding. */
export function putAveragePoolGradients(backend: JsBackend): void {
  for (const kernel of [AvgPoolGrad, AvgPool3DGrad]) put(backend, kernel, averagePoolGradient);
}

function put(backend: JsBackend, kernel: string, gradient: PoolingGradient): void {
  putKernel<Inputs, PoolingAttributes>(
    backend,
    kernel,
    ({ inputs: { dy, input }, attrs, memory }) => {
      const dx = memory.zeros(input.shape);
      const windows = poolingWindows(input.shape, attrs);
      gradient(windows, memory.floats(input), memory.floats(dy), memory.floats(dx));
      return dx;
    },
  );
}

export function poolingWindows(shape: number[], attributes: PoolingAttributes): Windows {
  const { pad, dimRoundingMode: rounding } = attributes;
  // One number stands for the same size along every axis.
  const [size, stride] = [attributes.filterSize, attributes.strides] as [number, number];
  if (shape.length === 4) {
    const image = shape as [number, number, number, number];
    return windows2d(backend_util.computePool2DInfo(image, size, stride, 1, pad, rounding));
  }
  const volume = shape as [number, number, number, number, number];
  return windows3d(backend_util.computePool3DInfo(volume, size, stride, 1, pad, rounding));
}

/** dx at the (first) largest value of each window += dy of the window. */
const maxPoolGradient: PoolingGradient = (windows, x, dy, dx) => {
  const { channels } = windows;
  const pixels = pixelsUnderTaps(windows);
  const count = dy.length / channels;
  const largest = new Int32Array(channels);
  for (let window = 0; window < count; window++) {
    largest.fill(-1);
    for (let at = window; at < pixels.length; at += count) {
      const pixel = pixels[at] as number;
      if (pixel >= 0) keepLargest(largest, x, pixel * channels);
    }
    for (let c = 0; c < channels; c++) {
      (dx[largest[c] as number] as number) += dy[window * channels + c] as number;
    }
  }
};

/** Per channel, the index of the larger value: the largest so far, or the pixel that starts at `from`. */
function keepLargest(largest: Int32Array, x: Float32Array, from: number): void {
  for (let c = 0; c < largest.length; c++) {
    const known = largest[c] as number;
    if (known < 0 || (x[from + c] as number) > (x[known] as number)) largest[c] = from + c;
  }
}

/** dx of each pixel of a window += dy of the window ÷ number of its pixels inside the image. */
const averagePoolGradient: PoolingGradient = (windows, _x, dy, dx) => {
  const { channels } = windows;
  const pixels = pixelsUnderTaps(windows);
  const taps = positions(windows.filter);
  const count = pixels.length / taps;
  const inside = new Float32Array(count);
  pixels.forEach((pixel, at) => {
    if (pixel >= 0) (inside[at % count] as number) += 1;
  });
  for (let at = 0; at < pixels.length; at++) {
    const pixel = pixels[at] as number;
    const window = at % count;
    if (pixel < 0) continue;
    for (let c = 0; c < channels; c++) {
      (dx[pixel * channels + c] as number) +=
        (dy[window * channels + c] as number) / (inside[window] as number);
    }
  }
};

import { MaxPool3D, type TensorInfo } from '@tensorflow/tfjs-core';
import { putKernel } from './kernel';
import { poolingWindows, type PoolingAttributes } from './poolingGradients';
import { pixelsUnderTaps } from './windows';

/** Shipped: wasm starts from zero, so that windows of negative values give zero. */
export function putMaxPool3d(): void {
  putKernel<{ x: TensorInfo }, PoolingAttributes>(
    'wasm',
    MaxPool3D,
    ({ inputs, attrs, memory }) => {
      const windows = poolingWindows(inputs.x.shape, attrs);
      const { batch, channels, output } = windows;
      const y = memory.unset([batch, ...output, channels]);
      const to = memory.floats(y).fill(-Infinity);
      takeLargest(pixelsUnderTaps(windows), channels, memory.floats(inputs.x), to);
      return y;
    },
  );
}

function takeLargest(pixels: Int32Array, channels: number, x: Float32Array, y: Float32Array): void {
  const count = y.length / channels;
  for (let at = 0; at < pixels.length; at++) {
    const from = (pixels[at] as number) * channels;
    const to = (at % count) * channels;
    if (from < 0) continue;
    for (let c = 0; c < channels; c++) {
      // Math.max lets NaN through, as it must.
      y[to + c] = Math.max(y[to + c] as number, x[from + c] as number);
    }
  }
}

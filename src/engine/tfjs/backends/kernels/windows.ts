import type { backend_util } from '@tensorflow/tfjs-core';

/** Sizes along depth, height and width; a 2-D image has depth 1. */
export type Extent = readonly [depth: number, height: number, width: number];

/** The windows over a batch of channels-last images. */
export interface Windows {
  readonly batch: number;
  readonly channels: number;
  readonly outChannels: number;
  readonly input: Extent;
  readonly output: Extent;
  readonly filter: Extent;
  readonly stride: Extent;
  readonly dilation: Extent;
  /** Of the leading edges. */
  readonly padding: Extent;
}

export const windows2d = (info: backend_util.Conv2DInfo): Windows => ({
  batch: info.batchSize,
  channels: info.inChannels,
  outChannels: info.outChannels,
  input: [1, info.inHeight, info.inWidth],
  output: [1, info.outHeight, info.outWidth],
  filter: [1, info.filterHeight, info.filterWidth],
  stride: [1, info.strideHeight, info.strideWidth],
  dilation: [1, info.dilationHeight, info.dilationWidth],
  padding: [0, info.padInfo.top, info.padInfo.left],
});

/** TensorFlow.js counts the padding of volumes below zero if a stride is longer than the window; there is none. */
export const windows3d = (info: backend_util.Conv3DInfo): Windows => ({
  batch: info.batchSize,
  channels: info.inChannels,
  outChannels: info.outChannels,
  input: [info.inDepth, info.inHeight, info.inWidth],
  output: [info.outDepth, info.outHeight, info.outWidth],
  filter: [info.filterDepth, info.filterHeight, info.filterWidth],
  stride: [info.strideDepth, info.strideHeight, info.strideWidth],
  dilation: [info.dilationDepth, info.dilationHeight, info.dilationWidth],
  padding: [
    Math.max(0, info.padInfo.front),
    Math.max(0, info.padInfo.top),
    Math.max(0, info.padInfo.left),
  ],
});

/** Number of positions in an extent. */
export const positions = ([depth, height, width]: Extent): number => depth * height * width;

/**
 * The input pixel under each tap of each window: entry `[tap][window]` is the index of the pixel in the
 * batch, or −1 in the padding.
 */
export function pixelsUnderTaps(windows: Windows): Int32Array {
  const taps = positions(windows.filter);
  const perImage = positions(windows.output);
  const count = windows.batch * perImage;
  const pixels = new Int32Array(taps * count);
  const inputSize = positions(windows.input);
  for (let tap = 0; tap < taps; tap++) {
    const image = pixelsUnderTap(windows, tap);
    for (let n = 0, at = tap * count; n < windows.batch; n++) {
      for (let p = 0; p < perImage; p++, at++) {
        const pixel = image[p] as number;
        pixels[at] = pixel < 0 ? -1 : n * inputSize + pixel;
      }
    }
  }
  return pixels;
}

/** As {@link pixelsUnderTaps}, for one tap within one image. */
function pixelsUnderTap(windows: Windows, tap: number): Int32Array {
  const { filter, input, output } = windows;
  const [depths, rows, columns] = [
    alongAxis(windows, 0, Math.floor(tap / (filter[1] * filter[2]))),
    alongAxis(windows, 1, Math.floor(tap / filter[2]) % filter[1]),
    alongAxis(windows, 2, tap % filter[2]),
  ];
  const pixels = new Int32Array(positions(output));
  let at = 0;
  for (const depth of depths) {
    for (const row of rows) {
      for (const column of columns) {
        const outside = depth < 0 || row < 0 || column < 0;
        pixels[at++] = outside ? -1 : (depth * input[1] + row) * input[2] + column;
      }
    }
  }
  return pixels;
}

/** For each output position along an axis, the input position under a tap, or −1 outside. */
function alongAxis(windows: Windows, axis: 0 | 1 | 2, tap: number): Int32Array {
  const offset = tap * windows.dilation[axis] - windows.padding[axis];
  return Int32Array.from({ length: windows.output[axis] }, (_, index) => {
    const position = index * windows.stride[axis] + offset;
    return position < windows.input[axis] ? Math.max(position, -1) : -1;
  });
}

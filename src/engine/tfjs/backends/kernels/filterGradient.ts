import {
  BatchMatMul,
  Conv2DBackpropFilter,
  Conv3DBackpropFilterV2,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { convolutionWindows, type ConvolutionAttributes } from './convolutionWindows';
import { putWasmKernel, type WasmMemory } from './kernel';
import { positions, type Extent, type Windows } from './windows';

/**
 * ∂L/∂filter of convolutions on wasm. Shipped: missing in 2-D.
 *
 * filter'[tap, c, o] = Σ over windows w of x[pixel under the tap of w, c] · dy[w, o].
 *
 * Both tensors are laid out on one grid of windows, with margins: x channel by channel, one layer for
 * each phase of the stride; dy with zeros in the margins. Then the pixels under a tap of all windows
 * are one stretch of x, and each tap is one matrix product with a view that starts a few floats later.
 * Unlike unfolding, it copies no x for each tap.
 */
export function putFilterGradients(): void {
  type Inputs = Record<'x' | 'dy', TensorInfo>;
  type Attributes = ConvolutionAttributes & { filterShape: number[] };
  for (const name of [Conv2DBackpropFilter, Conv3DBackpropFilterV2]) {
    putWasmKernel<Inputs, Attributes>(name, ({ inputs: { x, dy }, attrs, memory }) => {
      const windows = convolutionWindows(x.shape, attrs.filterShape, attrs);
      const grid = gridOf(windows);
      const laidX = layOutX(memory, x, windows, grid);
      const laidDy = layOutDy(memory, dy, windows, grid);
      const gradient = memory.unset(attrs.filterShape);
      multiplyTaps(memory, [laidX, laidDy, gradient], windows, grid);
      memory.free(laidX);
      memory.free(laidDy);
      return gradient;
    });
  }
}

/** The windows of one image with a margin behind each axis, as wide as its last tap reaches. */
interface Grid {
  readonly extent: Extent;
  /** Positions of all images: the length of a row of x, and the number of rows of dy. */
  readonly length: number;
  /** The distance from the first tap to the last. */
  readonly reach: number;
  /** For each axis, the offset of the padded input position `at` in the laid out x. */
  readonly offset: (axis: 0 | 1 | 2, at: number) => number;
}

function gridOf({ output, filter, dilation, stride, batch, channels }: Windows): Grid {
  const size = (axis: 0 | 1 | 2) =>
    output[axis] + Math.floor(((filter[axis] - 1) * dilation[axis]) / stride[axis]);
  const extent: Extent = [size(0), size(1), size(2)];
  const length = batch * positions(extent);
  const steps: Extent = [extent[1] * extent[2], extent[2], 1];
  const phases: Extent = [stride[1] * stride[2], stride[2], 1];
  const margin = extent.map((positions, axis) => positions - (output[axis] as number));
  return {
    extent,
    length,
    reach: steps.reduce((sum, step, axis) => sum + step * (margin[axis] as number), 0),
    offset: (axis, at) =>
      (at % stride[axis]) * phases[axis] * channels * length +
      Math.floor(at / stride[axis]) * steps[axis],
  };
}

/** For each input position of an axis its offset, or −1 if no window reaches it. */
function axisOffsets({ input, padding, stride }: Windows, grid: Grid, axis: 0 | 1 | 2): Int32Array {
  return Int32Array.from({ length: input[axis] }, (_, index) => {
    const at = index + padding[axis];
    return at < grid.extent[axis] * stride[axis] ? grid.offset(axis, at) : -1;
  });
}

function layOutX(memory: WasmMemory, x: TensorInfo, windows: Windows, grid: Grid): TensorInfo {
  const { batch, channels, stride, input } = windows;
  const laid = memory.zeros([positions(stride) * channels * grid.length + grid.reach]);
  const [from, to] = [memory.floats(x), memory.floats(laid)];
  const columns = axisOffsets(windows, grid, 2);
  let row = 0;
  for (let n = 0; n < batch; n++) {
    for (const depth of axisOffsets(windows, grid, 0)) {
      for (const height of axisOffsets(windows, grid, 1)) {
        const start = n * positions(grid.extent) + depth + height;
        if (depth >= 0 && height >= 0) {
          const pixels = from.subarray(row, row + input[2] * channels);
          layOutRow(pixels, columns, to.subarray(start), grid.length);
        }
        row += input[2] * channels;
      }
    }
  }
  return laid;
}

function layOutRow(
  pixels: Float32Array,
  columns: Int32Array,
  to: Float32Array,
  length: number,
): void {
  const channels = pixels.length / columns.length;
  for (let c = 0; c < channels; c++) {
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index] as number;
      if (column >= 0) to[c * length + column] = pixels[index * channels + c] as number;
    }
  }
}

function layOutDy(
  memory: WasmMemory,
  dy: TensorInfo,
  { batch, output, outChannels }: Windows,
  { extent, length }: Grid,
): TensorInfo {
  const laid = memory.zeros([length, outChannels]);
  const [from, to] = [memory.floats(dy), memory.floats(laid)];
  const width = output[2] * outChannels;
  let row = 0;
  for (let n = 0; n < batch; n++) {
    for (let z = 0; z < output[0]; z++) {
      for (let y = 0; y < output[1]; y++, row++) {
        const start = ((n * extent[0] + z) * extent[1] + y) * extent[2];
        to.set(from.subarray(row * width, (row + 1) * width), start * outChannels);
      }
    }
  }
  return laid;
}

const tapOffset = ({ filter, dilation }: Windows, grid: Grid, tap: number): number =>
  grid.offset(0, Math.floor(tap / (filter[1] * filter[2])) * dilation[0]) +
  grid.offset(1, (Math.floor(tap / filter[2]) % filter[1]) * dilation[1]) +
  grid.offset(2, (tap % filter[2]) * dilation[2]);

function multiplyTaps(
  memory: WasmMemory,
  [x, dy, gradient]: readonly [TensorInfo, TensorInfo, TensorInfo],
  windows: Windows,
  grid: Grid,
): void {
  const { channels, outChannels } = windows;
  for (let tap = 0; tap < positions(windows.filter); tap++) {
    const view = { start: tapOffset(windows, grid, tap), shape: [channels, grid.length] };
    const product = memory.withView(x, view, (a) =>
      memory.run(BatchMatMul, { a, b: dy }, { transposeA: false, transposeB: false }),
    );
    memory.floats(gradient).set(memory.floats(product), tap * channels * outChannels);
    memory.free(product);
  }
}

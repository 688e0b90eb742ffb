import {
  getBackend,
  matMul,
  reshape,
  ResizeBilinear,
  ResizeNearestNeighbor,
  tensor,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { linear, nearest, type AlongAxis, type ResizeAttributes } from '../tensors/resizing';
import { wrapGradient } from './gradient';

/** Shipped: native backends forget the half pixels. Those of wasm and cpu are in `kernels/resizeGradients`. */
export function mendResizing(): void {
  for (const [kernel, alongAxis] of [
    [ResizeBilinear, linear],
    [ResizeNearestNeighbor, nearest],
  ] as const) {
    wrapGradient<ResizeAttributes>(kernel, (shipped) => (dy, saved, attributes) => {
      const isNative = getBackend() !== 'wasm' && getBackend() !== 'cpu';
      if (!isNative || !attributes.halfPixelCenters) return shipped(dy, saved, attributes);
      return { images: () => gradient(dy, saved[0] as Tensor, { alongAxis, attributes }) };
    });
  }
}

interface Resizing {
  readonly alongAxis: AlongAxis;
  readonly attributes: ResizeAttributes;
}

/** dx = Rᵀ · dy · C, where y = R · x · Cᵀ resizes the rows and columns of each channel. */
function gradient(dy: Tensor, { shape }: Tensor, resizing: Resizing): Tensor {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const [, rows, columns] = dy.shape as [number, number, number];
  const byRow = reshape(dy, [batch, rows, columns * channels]);
  const ofRows = matMul(transposed(height, rows, resizing), byRow);
  const byColumn = reshape(ofRows, [batch * height, columns, channels]);
  return reshape(matMul(transposed(width, columns, resizing), byColumn), shape);
}

/** The weight of each input pixel in each output pixel along an axis, [1, input, output]. */
function transposed(input: number, output: number, { alongAxis, attributes }: Resizing): Tensor {
  const weights = new Float32Array(input * output);
  for (const { from, to, weight } of alongAxis(input, output, attributes)) {
    (weights[from * output + to] as number) += weight;
  }
  return tensor(weights, [1, input, output]);
}

import {
  ResizeBilinearGrad,
  ResizeNearestNeighborGrad,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { linear, nearest, type ResizeAttributes, type Contribution } from '../tensors/resizing';
import { putKernel, type JsBackend } from './kernel';

type Image = readonly [batch: number, height: number, width: number, channels: number];

/** Shipped: both forget half-pixel centres, and cpu mixes up the images of a batch for nearest neighbours. */
export function putResizeGradients(backend: JsBackend): void {
  for (const [kernel, alongAxis] of [
    [ResizeNearestNeighborGrad, nearest],
    [ResizeBilinearGrad, linear],
  ] as const) {
    putKernel<Record<'dy' | 'images', TensorInfo>, ResizeAttributes>(backend, kernel, (call) => {
      const { dy, images } = call.inputs;
      const [input, output] = [images.shape, dy.shape] as unknown as [Image, Image];
      const dx = call.memory.zeros(images.shape);
      const rows = alongAxis(input[1], output[1], call.attrs);
      const columns = alongAxis(input[2], output[2], call.attrs);
      spread(call.memory.floats(dy), output, { rows, columns }, [call.memory.floats(dx), input]);
      return dx;
    });
  }
}

/** dx[from] += weight · dy[to] for all pairs of a row's and a column's contribution. */
function spread(
  dy: Float32Array,
  [batch, height, width, channels]: Image,
  { rows, columns }: Record<'rows' | 'columns', readonly Contribution[]>,
  [dx, input]: readonly [Float32Array, Image],
): void {
  for (let image = 0; image < batch; image++) {
    for (const row of rows) {
      const fromRow = (image * input[1] + row.from) * input[2];
      const toRow = (image * height + row.to) * width;
      for (const column of columns) {
        const weight = row.weight * column.weight;
        const [from, to] = [(fromRow + column.from) * channels, (toRow + column.to) * channels];
        for (let c = 0; c < channels; c++) {
          (dx[from + c] as number) += weight * (dy[to + c] as number);
        }
      }
    }
  }
}

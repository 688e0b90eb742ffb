import {
  ResizeBilinearGrad,
  ResizeNearestNeighborGrad,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { putKernel, type JsBackend } from './kernel';

interface Attributes {
  readonly alignCorners: boolean;
  readonly halfPixelCenters?: boolean;
}

type Image = readonly [batch: number, height: number, width: number, channels: number];

/** Output pixel `to` takes `weight` of input pixel `from`, along one axis. */
interface Contribution {
  readonly to: number;
  readonly from: number;
  readonly weight: number;
}

/** Shipped: both forget half-pixel centres, and cpu mixes up the images of a batch for nearest neighbours. */
export function putResizeGradients(backend: JsBackend): void {
  for (const [kernel, alongAxis] of [
    [ResizeNearestNeighborGrad, nearest],
    [ResizeBilinearGrad, linear],
  ] as const) {
    putKernel<Record<'dy' | 'images', TensorInfo>, Attributes>(backend, kernel, (call) => {
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

type AlongAxis = (input: number, output: number, attributes: Attributes) => Contribution[];

/** Input positions per output position; `alignCorners` maps the last pixel to the last pixel. */
const scale = (input: number, output: number, { alignCorners }: Attributes): number =>
  alignCorners && output > 1 ? (input - 1) / (output - 1) : input / output;

const nearest: AlongAxis = (input, output, attributes) =>
  Array.from({ length: output }, (_, to) => {
    const position =
      (to + (attributes.halfPixelCenters ? 0.5 : 0)) * scale(input, output, attributes);
    const index = attributes.alignCorners ? Math.round(position) : Math.floor(position);
    return { to, from: Math.max(0, Math.min(input - 1, index)), weight: 1 };
  });

const linear: AlongAxis = (input, output, attributes) =>
  Array.from({ length: output }, (_, to) => {
    const shift = attributes.halfPixelCenters ? 0.5 : 0;
    const position = Math.max(0, (to + shift) * scale(input, output, attributes) - shift);
    const from = Math.min(input - 1, Math.floor(position));
    const share = position - from;
    return [
      { to, from, weight: 1 - share },
      { to, from: Math.min(input - 1, from + 1), weight: share },
    ];
  }).flat();

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

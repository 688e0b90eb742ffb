import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '@tensorflow/tfjs-layers';
import type { JsonObject } from '../../../shared/base/jsonValues';
import { insertZeros } from '../backends/tensors/axes';
import { first, oneShape, type Inputs } from './oneInput';
import { register, standIn } from './standIn';
import type { SavedLayer } from './savedLayers';

interface Transposed {
  readonly kernel: { read(): tf.Tensor };
  readonly bias: { read(): tf.Tensor1D } | null;
  readonly activation: { apply(x: tf.Tensor): tf.Tensor } | null;
  readonly filters: number;
  readonly kernelSize: readonly number[];
  readonly strides: readonly number[];
  readonly dilationRate: readonly number[];
  readonly padding: 'same' | 'valid';
  readonly dataFormat: 'channelsFirst' | 'channelsLast';
}
interface Steps {
  /** Of what comes out. */
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly padding: 'same' | 'valid';
}
type Run = (x: tf.Tensor, filter: tf.Tensor, steps: Steps) => tf.Tensor;

const listOf = (value: unknown): number[] | undefined =>
  typeof value === 'number' || Array.isArray(value) ? ([value].flat() as number[]) : undefined;

interface Padded extends Transposed {
  readonly outputPadding: readonly number[] | undefined;
}

/** Keras' `compute_conv_transpose_output_shape`, along one axis. */
function extentAfter(
  { padding, outputPadding, strides, kernelSize, dilationRate }: Padded,
  size: number | null | undefined,
  at: number,
): number | null {
  if (typeof size !== 'number') return null;
  const window = ((kernelSize[at] ?? 1) - 1) * (dilationRate[at] ?? 1) + 1;
  const stride = strides[at] ?? 1;
  if (outputPadding === undefined)
    return padding === 'same' ? size * stride : size * stride + Math.max(window - stride, 0);
  const around = padding === 'same' ? 2 * Math.floor(window / 2) : 0;
  const more = outputPadding[at] ?? outputPadding[0] ?? 0;
  return (size - 1) * stride + window - around + more;
}

/** The convolution of a tensor with its channels last, with its bias. */
function convolved(layer: Padded, x: tf.Tensor, run: Run): tf.Tensor {
  const { strides, padding, bias, filters, kernel, dilationRate } = layer;
  const [batch = 1, ...extents] = x.shape.slice(0, -1);
  const shape = [batch, ...extents.map((one, at) => extentAfter(layer, one, at) ?? 0), filters];
  const filter = dilationRate.reduce<tf.Tensor>(
    (all, step, axis) => insertZeros(all, axis, step),
    kernel.read(),
  );
  const y = run(x, filter, { shape, strides, padding });
  return bias ? tf.add(y, bias.read()) : y;
}

/** The order of the axes that puts the channels last, and the one that puts them first. */
const toLast = (rank: number): number[] => [
  0,
  ...Array.from({ length: rank - 2 }, (_, i) => i + 2),
  1,
];
const toFirst = (rank: number): number[] => [
  0,
  rank - 1,
  ...Array.from({ length: rank - 2 }, (_, i) => i + 1),
];

/** Transposed convolution with dilation or a padding of its output, which the framework's own layers leave out. */
const transposed = (kind: 'Conv2DTranspose' | 'Conv3DTranspose', run: Run) =>
  class KerasTransposed extends standIn<Transposed>(kind) {
    readonly outputPadding: readonly number[] | undefined;

    constructor(config: tf.serialization.ConfigDict) {
      super(config);
      this.outputPadding = listOf(config['outputPadding']);
    }

    override getConfig(): tf.serialization.ConfigDict {
      const { dilationRate, outputPadding } = this;
      const own = outputPadding && { outputPadding: [...outputPadding] };
      return { ...super.getConfig(), dilationRate: [...dilationRate], ...own };
    }

    override computeOutputShape(given: Shape | Shape[]): Shape {
      const shape = super.computeOutputShape(given) as Shape;
      const input = oneShape(given);
      const start = this.dataFormat === 'channelsFirst' ? 2 : 1;
      return shape.map((extent, axis) => {
        const at = axis - start;
        return at >= 0 && at < this.kernelSize.length ? extentAfter(this, input[axis], at) : extent;
      });
    }

    override call(inputs: Inputs): tf.Tensor {
      return tf.tidy(() => {
        const [x, isFirst] = [first(inputs), this.dataFormat === 'channelsFirst'];
        const y = convolved(this, isFirst ? tf.transpose(x, toLast(x.rank)) : x, run);
        const placed = isFirst ? tf.transpose(y, toFirst(x.rank)) : y;
        return this.activation ? this.activation.apply(placed) : placed;
      });
    }
  };

const run2d: Run = (x, filter, { shape, strides, padding }) =>
  tf.conv2dTranspose(
    x as tf.Tensor4D,
    filter as tf.Tensor4D,
    shape as [number, number, number, number],
    strides as [number, number],
    padding,
  );
const run3d: Run = (x, filter, { shape, strides, padding }) =>
  tf.conv3dTranspose(
    x as tf.Tensor5D,
    filter as tf.Tensor5D,
    shape as [number, number, number, number, number],
    strides as [number, number, number],
    padding,
  );

const classes = {
  Conv2DTranspose: transposed('Conv2DTranspose', run2d),
  Conv3DTranspose: transposed('Conv3DTranspose', run3d),
};

export function registerTransposed(): void {
  register(Object.values(classes));
}

export const isDilated = ({ dilation_rate }: JsonObject): boolean =>
  [dilation_rate ?? 1].flat().some((step) => typeof step === 'number' && step > 1);

/** The class that computes a transposed convolution as Keras does; `undefined` where the framework's own does. */
export function transposedClass({
  className,
  config,
}: Pick<SavedLayer, 'className' | 'config'>): string | undefined {
  if (className !== 'Conv2DTranspose' && className !== 'Conv3DTranspose') return undefined;
  const isOther = isDilated(config) || (config['output_padding'] ?? null) !== null;
  return isOther ? classes[className].className : undefined;
}

import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '@tensorflow/tfjs-layers';
import type { JsonObject } from '../../../shared/base/jsonValues';
import { insertZeros } from '../backends/tensors/axes';
import { ownClass } from './ownClass';
import type { SavedLayer } from './savedLayers';

type Inputs = tf.Tensor | tf.Tensor[];
const first = <T>(value: T | T[]): T => (Array.isArray(value) ? (value[0] as T) : value);

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
  class KerasTransposed extends ownClass<Transposed>(kind) {
    static readonly className: string = `SkipScope${kind}`;
    readonly standsForOwn = true;
    private readonly outputPadding: readonly number[] | undefined;

    constructor(config: tf.serialization.ConfigDict) {
      super(config);
      const given = config['outputPadding'];
      if (typeof given === 'number' || Array.isArray(given))
        this.outputPadding = [given].flat() as number[];
    }

    override getClassName(): string {
      return kind;
    }

    override getConfig(): tf.serialization.ConfigDict {
      const { dilationRate, outputPadding } = this;
      const own = {
        dilationRate: [...dilationRate],
        ...(outputPadding && { outputPadding: [...outputPadding] }),
      };
      return { ...super.getConfig(), ...own };
    }

    override computeOutputShape(given: Shape | Shape[]): Shape {
      const shape = super.computeOutputShape(given) as Shape;
      const input = (Array.isArray(given[0]) ? given[0] : given) as Shape;
      const start = this.dataFormat === 'channelsFirst' ? 2 : 1;
      return shape.map((extent, axis) => {
        const at = axis - start;
        return at >= 0 && at < this.kernelSize.length ? this.extent(input[axis], at) : extent;
      });
    }

    override call(inputs: Inputs): tf.Tensor {
      return tf.tidy(() => {
        const [x, isFirst] = [first(inputs), this.dataFormat === 'channelsFirst'];
        const image = isFirst ? tf.transpose(x, toLast(x.rank)) : x;
        const extents = image.shape.slice(1, -1).map((extent, at) => this.extent(extent, at) ?? 0);
        const filter = this.dilationRate.reduce<tf.Tensor>(
          (all, step, axis) => insertZeros(all, axis, step),
          this.kernel.read(),
        );
        const shape = [image.shape[0] ?? 1, ...extents, this.filters];
        const { strides, padding } = this;
        const y = run(image, filter, { shape, strides, padding });
        const biased = this.bias ? tf.add(y, this.bias.read()) : y;
        const placed = isFirst ? tf.transpose(biased, toFirst(x.rank)) : biased;
        return this.activation ? this.activation.apply(placed) : placed;
      });
    }

    /** Keras' `compute_conv_transpose_output_shape`. */
    private extent(size: number | null | undefined, at: number): number | null {
      if (typeof size !== 'number') return null;
      const { padding, outputPadding } = this;
      const stride = this.strides[at] ?? 1;
      const window = ((this.kernelSize[at] ?? 1) - 1) * (this.dilationRate[at] ?? 1) + 1;
      if (outputPadding === undefined)
        return padding === 'same' ? size * stride : size * stride + Math.max(window - stride, 0);
      const around = padding === 'same' ? 2 * Math.floor(window / 2) : 0;
      const more = outputPadding[at] ?? outputPadding[0] ?? 0;
      return (size - 1) * stride + window - around + more;
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
  for (const made of Object.values(classes))
    tf.serialization.SerializationMap.register(made as never);
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

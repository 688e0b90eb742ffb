import * as tf from '@tensorflow/tfjs-core';
import type { layers, Shape } from '@tensorflow/tfjs-layers';
import { objectAt, textAt, type JsonObject } from '../../../shared/base/jsonValues';
import { insertZeros } from '../backends/tensors/axes';
import { isBothWaysResetAfter, isResetAfter, KerasBidirectional, KerasGru } from './kerasGru';
import { groupedClass, registerGrouped } from './kerasGrouped';
import { ownClass } from './ownClass';
import type { SavedLayer } from './savedLayers';

type Inputs = tf.Tensor | tf.Tensor[];
const first = <T>(value: T | T[]): T => (Array.isArray(value) ? (value[0] as T) : value);

/** The members that convolutions of images share. */
interface ImageConvolution {
  readonly bias: { read(): tf.Tensor1D } | null;
  readonly activation: { apply(x: tf.Tensor): tf.Tensor } | null;
  readonly kernelSize: [number, number];
  readonly strides: [number, number];
  readonly dilationRate: [number, number];
  readonly padding: 'same' | 'valid';
  readonly dataFormat: 'channelsFirst' | 'channelsLast';
}

interface Depthwise extends ImageConvolution {
  readonly depthwiseKernel: tf.Variable & { read(): tf.Tensor4D };
}

/** Depthwise convolution with dilation, which the framework's own layer leaves out. */
class KerasDepthwise extends ownClass<Depthwise>('DepthwiseConv2D') {
  static readonly className: string = 'SkipScopeDepthwiseConv2D';
  readonly standsForOwn = true;

  override getClassName(): string {
    return 'DepthwiseConv2D';
  }

  override computeOutputShape(given: Shape | Shape[]): Shape {
    const shape = super.computeOutputShape(given) as Shape;
    const input = (Array.isArray(given[0]) ? given[0] : given) as Shape;
    if (this.padding === 'same') return shape;
    const [rows, columns] = this.dataFormat === 'channelsFirst' ? [2, 3] : [1, 2];
    return shape.map((extent, axis) => {
      if (axis === rows) return this.extent(input[axis], 0);
      return axis === columns ? this.extent(input[axis], 1) : extent;
    });
  }

  override call(inputs: Inputs): tf.Tensor {
    return tf.tidy(() => {
      const [x, isFirst] = [first(inputs), this.dataFormat === 'channelsFirst'];
      const image = isFirst ? tf.transpose(x, [0, 2, 3, 1]) : x;
      const { strides, padding, dilationRate, bias } = this;
      const filter = this.depthwiseKernel.read();
      const y = tf.depthwiseConv2d(
        image as tf.Tensor4D,
        filter,
        strides,
        padding,
        'NHWC',
        dilationRate,
      );
      const biased = bias ? tf.add(y, bias.read()) : y;
      const placed = isFirst ? tf.transpose(biased, [0, 3, 1, 2]) : biased;
      return this.activation ? this.activation.apply(placed) : placed;
    });
  }

  private extent(size: number | null | undefined, at: 0 | 1): number | null {
    if (typeof size !== 'number') return null;
    const window = (this.kernelSize[at] - 1) * this.dilationRate[at] + 1;
    return Math.floor((size - window) / this.strides[at]) + 1;
  }
}

interface Transposed extends ImageConvolution {
  readonly kernel: { read(): tf.Tensor4D };
  readonly filters: number;
}

/** Transposed convolution with dilation or a padding of its output, which the framework's own layer leaves out. */
class KerasTransposed extends ownClass<Transposed>('Conv2DTranspose') {
  static readonly className: string = 'SkipScopeConv2DTranspose';
  readonly standsForOwn = true;
  private readonly outputPadding: readonly number[] | undefined;

  constructor(config: tf.serialization.ConfigDict) {
    super(config);
    const given = config['outputPadding'];
    if (typeof given === 'number' || Array.isArray(given))
      this.outputPadding = [given].flat() as number[];
  }

  override getClassName(): string {
    return 'Conv2DTranspose';
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { dilationRate, outputPadding } = this;
    const own = { dilationRate, ...(outputPadding && { outputPadding: [...outputPadding] }) };
    return { ...super.getConfig(), ...own };
  }

  override computeOutputShape(given: Shape | Shape[]): Shape {
    const shape = super.computeOutputShape(given) as Shape;
    const input = (Array.isArray(given[0]) ? given[0] : given) as Shape;
    const [rows, columns] = this.dataFormat === 'channelsFirst' ? [2, 3] : [1, 2];
    return shape.map((extent, axis) => {
      if (axis === rows) return this.extent(input[axis], 0);
      return axis === columns ? this.extent(input[axis], 1) : extent;
    });
  }

  override call(inputs: Inputs): tf.Tensor {
    return tf.tidy(() => {
      const [x, isFirst] = [first(inputs), this.dataFormat === 'channelsFirst'];
      const image = (isFirst ? tf.transpose(x, [0, 2, 3, 1]) : x) as tf.Tensor4D;
      const [batch, rows, columns] = image.shape;
      const filter = this.dilationRate.reduce<tf.Tensor>(
        (all, step, axis) => insertZeros(all, axis, step),
        this.kernel.read(),
      );
      const y = tf.conv2dTranspose(
        image,
        filter as tf.Tensor4D,
        [batch, this.extent(rows, 0) ?? 0, this.extent(columns, 1) ?? 0, this.filters],
        this.strides,
        this.padding,
      );
      const biased = this.bias ? tf.add(y, this.bias.read()) : y;
      const placed = isFirst ? tf.transpose(biased, [0, 3, 1, 2]) : biased;
      return this.activation ? this.activation.apply(placed) : placed;
    });
  }

  /** Keras' `compute_conv_transpose_output_shape`. */
  private extent(size: number | null | undefined, at: 0 | 1): number | null {
    if (typeof size !== 'number') return null;
    const { padding, outputPadding } = this;
    const stride = this.strides[at];
    const window = (this.kernelSize[at] - 1) * this.dilationRate[at] + 1;
    if (outputPadding === undefined)
      return padding === 'same' ? size * stride : size * stride + Math.max(window - stride, 0);
    const around = padding === 'same' ? 2 * Math.floor(window / 2) : 0;
    const more = outputPadding[at] ?? outputPadding[0] ?? 0;
    return (size - 1) * stride + window - around + more;
  }
}

interface UpSampling {
  readonly size: [number, number];
  readonly dataFormat: 'channelsFirst' | 'channelsLast';
}

/** Bilinear upsampling between the centres of pixels; the framework's own goes between their corners. */
class KerasUpSampling extends ownClass<UpSampling>('UpSampling2D') {
  static readonly className: string = 'SkipScopeUpSampling2D';
  readonly standsForOwn = true;

  override getClassName(): string {
    return 'UpSampling2D';
  }

  override call(inputs: Inputs): tf.Tensor {
    return tf.tidy(() => {
      const [x, isFirst] = [first(inputs), this.dataFormat === 'channelsFirst'];
      const image = (isFirst ? tf.transpose(x, [0, 2, 3, 1]) : x) as tf.Tensor4D;
      const [, rows, columns] = image.shape;
      const size: [number, number] = [rows * this.size[0], columns * this.size[1]];
      const larger = tf.image.resizeBilinear(image, size, false, true);
      return isFirst ? tf.transpose(larger, [0, 3, 1, 2]) : larger;
    });
  }
}

/** Concatenation over an axis counted from the last; the framework's own takes any such for the last. */
class KerasConcatenate extends ownClass<{ axis: number }>('Concatenate') {
  static readonly className: string = 'SkipScopeConcatenate';
  readonly standsForOwn = true;

  override getClassName(): string {
    return 'Concatenate';
  }

  override build(shapes: Shape | Shape[]): void {
    super.build(shapes);
    const [shape] = shapes as Shape[];
    if (this.axis < 0 && shape) this.axis += shape.length;
  }
}

interface Conv1D {
  readonly kernelSize: [number];
  readonly strides: [number];
  readonly dilationRate: [number];
  readonly filters: number;
}

/** Causal convolution, which the framework's own layer lacks: padded before the first step, then `valid`. */
class KerasCausal extends ownClass<Conv1D>('Conv1D') {
  static readonly className: string = 'SkipScopeCausalConv1D';
  readonly standsForOwn = true;

  override getClassName(): string {
    return 'Conv1D';
  }

  override computeOutputShape(given: Shape | Shape[]): Shape {
    const [batch = null, steps] = (Array.isArray(given[0]) ? given[0] : given) as Shape;
    const kept = typeof steps === 'number' ? Math.ceil(steps / this.strides[0]) : null;
    return [batch, kept, this.filters];
  }

  override call(inputs: Inputs, options: Parameters<layers.Layer['call']>[1]): Inputs {
    return tf.tidy(() => {
      const before = (this.kernelSize[0] - 1) * this.dilationRate[0];
      const padded = tf.pad(first(inputs), [
        [0, 0],
        [before, 0],
        [0, 0],
      ]);
      return super.call(padded, options);
    });
  }
}

/** Registers the layers of Keras that the framework has under the same name and computes otherwise. */
export function registerKerasLayers(): void {
  for (const made of [
    KerasDepthwise,
    KerasTransposed,
    KerasUpSampling,
    KerasConcatenate,
    KerasCausal,
    KerasGru,
    KerasBidirectional,
  ])
    tf.serialization.SerializationMap.register(made as never);
  registerGrouped();
}

type Part = Pick<SavedLayer, 'className' | 'config'>;

const isDilated = ({ dilation_rate }: JsonObject): boolean =>
  [dilation_rate ?? 1].flat().some((step) => typeof step === 'number' && step > 1);

const isCausal = ({ className, config }: Part): boolean =>
  className === 'Conv1D' && config['padding'] === 'causal';

/** The options that a class of ours takes: a causal one pads by itself. */
function ownOptions(part: Part): JsonObject {
  const { config } = part;
  if (isCausal(part)) return { ...config, padding: 'valid' };
  if (isResetAfter(part)) return { ...config, reset_after: false };
  return groupedClass(part) === undefined ? config : { ...config, groups: 1 };
}

/** The layer, and the layers that it wraps, with the options that the framework takes. */
export function forOurs<Layer extends Part>(layer: Layer): Layer {
  const parts = ['layer', 'backward_layer'].flatMap((key): [string, JsonObject][] => {
    const part = objectAt(layer.config, key);
    const [className, config] = [textAt(part, 'class_name'), objectAt(part, 'config')];
    return part && config && className !== undefined
      ? [[key, { ...part, config: forOurs({ className, config }).config }]]
      : [];
  });
  return { ...layer, config: { ...ownOptions(layer), ...Object.fromEntries(parts) } };
}

/** The classes of ours, by the layers that they compute as Keras does. */
const classes: readonly (readonly [string, (part: Part) => boolean])[] = [
  [KerasCausal.className, isCausal],
  [KerasGru.className, isResetAfter],
  [KerasBidirectional.className, isBothWaysResetAfter],
  [
    KerasDepthwise.className,
    ({ className, config }) => className === 'DepthwiseConv2D' && isDilated(config),
  ],
  [
    KerasTransposed.className,
    ({ className, config }) =>
      className === 'Conv2DTranspose' &&
      (isDilated(config) || (config['output_padding'] ?? null) !== null),
  ],
  [
    KerasUpSampling.className,
    ({ className, config }) =>
      className === 'UpSampling2D' && config['interpolation'] === 'bilinear',
  ],
  [
    KerasConcatenate.className,
    ({ className, config: { axis } }) =>
      className === 'Concatenate' && typeof axis === 'number' && axis < -1,
  ],
];

/** The class of ours that computes a layer as Keras does; `undefined` if the framework's own does. */
export const kerasClass = (part: Part): string | undefined =>
  groupedClass(part) ?? classes.find(([, is]) => is(part))?.[0];

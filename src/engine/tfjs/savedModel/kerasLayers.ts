import * as tf from '@tensorflow/tfjs-core';
import type { layers, Shape } from '@tensorflow/tfjs-layers';
import type { SavedLayer } from './savedLayers';

type Inputs = tf.Tensor | tf.Tensor[];
type OwnClass<T> = new (config: tf.serialization.ConfigDict) => layers.Layer & T;

/** A class of the framework that it does not export. */
const ownClass = <T>(name: string): OwnClass<T> =>
  tf.serialization.SerializationMap.getMap().classNameMap[name]?.[0] as unknown as OwnClass<T>;

const first = <T>(value: T | T[]): T => (Array.isArray(value) ? (value[0] as T) : value);

interface Depthwise {
  readonly depthwiseKernel: tf.Variable & { read(): tf.Tensor4D };
  readonly bias: { read(): tf.Tensor1D } | null;
  readonly activation: { apply(x: tf.Tensor): tf.Tensor } | null;
  readonly kernelSize: [number, number];
  readonly strides: [number, number];
  readonly dilationRate: [number, number];
  readonly padding: 'same' | 'valid';
  readonly dataFormat: 'channelsFirst' | 'channelsLast';
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
  for (const made of [KerasDepthwise, KerasUpSampling, KerasConcatenate, KerasCausal])
    tf.serialization.SerializationMap.register(made as never);
}

const isDilated = (rate: unknown): boolean =>
  [rate ?? 1].flat().some((step) => typeof step === 'number' && step > 1);

const isCausal = ({ className, config }: Pick<SavedLayer, 'className' | 'config'>): boolean =>
  className === 'Conv1D' && config['padding'] === 'causal';

/** The layer with the options that its class of ours takes: a causal one pads by itself. */
export const forOurs = (layer: SavedLayer): SavedLayer =>
  isCausal(layer) ? { ...layer, config: { ...layer.config, padding: 'valid' } } : layer;

/** The class of ours that computes a layer as Keras does; `undefined` if the framework's own does. */
export function kerasClass({ className, config }: SavedLayer): string | undefined {
  const { dilation_rate, interpolation, axis } = config;
  if (isCausal({ className, config })) return KerasCausal.className;
  if (className === 'DepthwiseConv2D' && isDilated(dilation_rate)) return KerasDepthwise.className;
  if (className === 'UpSampling2D' && interpolation === 'bilinear')
    return KerasUpSampling.className;
  const isInner = className === 'Concatenate' && typeof axis === 'number' && axis < -1;
  return isInner ? KerasConcatenate.className : undefined;
}

import * as tf from '@tensorflow/tfjs-core';
import type { initializers, layers, Shape } from '@tensorflow/tfjs-layers';
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

interface GruCell {
  useBias: boolean;
  readonly units: number;
  bias: { read(): tf.Tensor } | null;
  readonly biasInitializer: ReturnType<typeof initializers.zeros>;
  readonly kernel: { read(): tf.Tensor2D };
  readonly recurrentKernel: { read(): tf.Tensor2D };
  readonly activation: { apply(x: tf.Tensor): tf.Tensor };
  readonly recurrentActivation: { apply(x: tf.Tensor): tf.Tensor };
  build(shape: Shape | Shape[]): void;
  call(inputs: Inputs): tf.Tensor[];
  addWeight: layers.Layer['addWeight'];
}

/** GRU that resets after the recurrent product, as Keras does; the framework's own resets before it. */
class KerasGru extends ownClass<{ readonly cell: GruCell }>('GRU') {
  static readonly className: string = 'SkipScopeGRU';
  readonly standsForOwn = true;

  constructor(config: tf.serialization.ConfigDict) {
    super(config);
    resetAfter(this.cell);
  }

  override getClassName(): string {
    return 'GRU';
  }
}

/** Its bias is `[2, 3 · units]`: one of the input, one of the state (Cho et al. 2014, version 1). */
function resetAfter(cell: GruCell): void {
  const build = cell.build.bind(cell);
  cell.build = (shape) => {
    const { useBias } = cell;
    cell.useBias = false;
    build(shape);
    cell.useBias = useBias;
    const extents = [2, 3 * cell.units];
    if (useBias) cell.bias = cell.addWeight('bias', extents, 'float32', cell.biasInitializer);
  };
  cell.call = (inputs) =>
    tf.tidy(() => {
      const [x, state] = inputs as [tf.Tensor2D, tf.Tensor2D];
      const [ofInput, ofState] = cell.bias ? tf.unstack(cell.bias.read()) : [];
      const biased = (y: tf.Tensor, bias: tf.Tensor | undefined) => (bias ? tf.add(y, bias) : y);
      const split = (y: tf.Tensor) => tf.split(y, 3, -1) as [tf.Tensor, tf.Tensor, tf.Tensor];
      const [xz, xr, xh] = split(biased(tf.matMul(x, cell.kernel.read()), ofInput));
      const [hz, hr, hh] = split(biased(tf.matMul(state, cell.recurrentKernel.read()), ofState));
      const update = cell.recurrentActivation.apply(tf.add(xz, hz));
      const reset = cell.recurrentActivation.apply(tf.add(xr, hr));
      const candidate = cell.activation.apply(tf.add(xh, tf.mul(reset, hh)));
      const next = tf.add(tf.mul(update, state), tf.mul(tf.sub(1, update), candidate));
      return [next, next];
    });
}

/** Registers the layers of Keras that the framework has under the same name and computes otherwise. */
export function registerKerasLayers(): void {
  for (const made of [KerasDepthwise, KerasUpSampling, KerasConcatenate, KerasCausal, KerasGru])
    tf.serialization.SerializationMap.register(made as never);
}

const isDilated = (rate: unknown): boolean =>
  [rate ?? 1].flat().some((step) => typeof step === 'number' && step > 1);

const isCausal = ({ className, config }: Pick<SavedLayer, 'className' | 'config'>): boolean =>
  className === 'Conv1D' && config['padding'] === 'causal';

/** Dropout draws its masks before the product that `KerasGru` changes. */
const isResetAfter = ({ className, config }: Pick<SavedLayer, 'className' | 'config'>): boolean =>
  className === 'GRU' &&
  config['reset_after'] === true &&
  !config['dropout'] &&
  !config['recurrent_dropout'];

/** The layer with the options that its class of ours takes: a causal one pads by itself. */
export function forOurs(layer: SavedLayer): SavedLayer {
  if (isCausal(layer)) return { ...layer, config: { ...layer.config, padding: 'valid' } };
  return isResetAfter(layer)
    ? { ...layer, config: { ...layer.config, reset_after: false } }
    : layer;
}

/** The class of ours that computes a layer as Keras does; `undefined` if the framework's own does. */
export function kerasClass({ className, config }: SavedLayer): string | undefined {
  const { dilation_rate, interpolation, axis } = config;
  if (isCausal({ className, config })) return KerasCausal.className;
  if (isResetAfter({ className, config })) return KerasGru.className;
  if (className === 'DepthwiseConv2D' && isDilated(dilation_rate)) return KerasDepthwise.className;
  if (className === 'UpSampling2D' && interpolation === 'bilinear')
    return KerasUpSampling.className;
  const isInner = className === 'Concatenate' && typeof axis === 'number' && axis < -1;
  return isInner ? KerasConcatenate.className : undefined;
}

import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '@tensorflow/tfjs-layers';
import { objectAt, textAt, type JsonObject } from '../../../shared/base/jsonValues';
import { isBothWaysResetAfter, isResetAfter, KerasBidirectional, KerasGru } from './kerasGru';
import { groupedClass, registerGrouped } from './kerasGrouped';
import { poolingClass, registerPooling } from './kerasPooling';
import { registerResizing, resizingClass } from './kerasResizing';
import { isDilated, registerTransposed, transposedClass } from './kerasTransposed';
import { first, oneShape, type CallOptions, type Inputs } from './oneInput';
import { register, standIn } from './standIn';
import type { SavedLayer } from './savedLayers';

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
class KerasDepthwise extends standIn<Depthwise>('DepthwiseConv2D') {
  override computeOutputShape(given: Shape | Shape[]): Shape {
    const shape = super.computeOutputShape(given) as Shape;
    const input = oneShape(given);
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

/** Concatenation over an axis counted from the last; the framework's own takes any such for the last. */
class KerasConcatenate extends standIn<{ axis: number }>('Concatenate') {
  override build(shapes: Shape | Shape[]): void {
    super.build(shapes);
    const [shape] = shapes as Shape[];
    if (this.axis < 0 && shape) this.axis += shape.length;
  }
}

/** Flattening of vectors too, and of open extents; the framework's own refuses both. */
class KerasFlatten extends standIn<object>('Flatten') {
  constructor(config: tf.serialization.ConfigDict) {
    super(config);
    this.inputSpec = [{ minNDim: 2 }] as typeof this.inputSpec;
  }

  override computeOutputShape(given: Shape | Shape[]): Shape {
    const [batch = null, ...rest] = oneShape(given);
    const size = rest.reduce((all, extent) => (all === null ? null : extent && all * extent), 1);
    return [batch, size];
  }
}

/** A shape of which one extent follows from the others; the framework's own leaves it open. */
class KerasReshape extends standIn<{ readonly targetShape: readonly (number | null)[] }>(
  'Reshape',
) {
  override computeOutputShape(given: Shape | Shape[]): Shape {
    const [batch = null, ...rest] = oneShape(given);
    const isOpen = (extent: number | null): boolean => extent === null || extent < 0;
    const wanted = [...this.targetShape];
    const size = rest.some(isOpen) ? null : rest.reduce<number>((all, one) => all * (one ?? 1), 1);
    const known = wanted.reduce<number>((all, one) => (isOpen(one) ? all : all * (one ?? 1)), 1);
    const other = size === null ? null : size / known;
    return [batch, ...wanted.map((extent) => (isOpen(extent) ? other : extent))];
  }
}

/** A frozen batch normalisation, which Keras runs by the statistics that it has; the framework's own does not. */
class KerasFrozenNormalization extends standIn<object>(
  'BatchNormalization',
  'FrozenBatchNormalization',
) {
  override call(inputs: Inputs, options: CallOptions): Inputs {
    return super.call(inputs, { ...options, training: false });
  }
}

interface Conv1D {
  readonly kernelSize: [number];
  readonly strides: [number];
  readonly dilationRate: [number];
  readonly filters: number;
}

/** Causal convolution, which the framework's own layer lacks: padded before the first step, then `valid`. */
class KerasCausal extends standIn<Conv1D>('Conv1D', 'CausalConv1D') {
  override computeOutputShape(given: Shape | Shape[]): Shape {
    const [batch = null, steps] = oneShape(given);
    const kept = typeof steps === 'number' ? Math.ceil(steps / this.strides[0]) : null;
    return [batch, kept, this.filters];
  }

  override call(inputs: Inputs, options: CallOptions): Inputs {
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
  register([
    KerasDepthwise,
    KerasConcatenate,
    KerasFlatten,
    KerasReshape,
    KerasFrozenNormalization,
    KerasCausal,
    KerasGru,
    KerasBidirectional,
  ]);
  registerGrouped();
  registerResizing();
  registerPooling();
  registerTransposed();
}

type Part = Pick<SavedLayer, 'className' | 'config'>;

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
  [KerasFlatten.className, ({ className }) => className === 'Flatten'],
  [KerasReshape.className, ({ className }) => className === 'Reshape'],
  [
    KerasFrozenNormalization.className,
    ({ className, config }) => className === 'BatchNormalization' && config['trainable'] === false,
  ],
  [KerasCausal.className, isCausal],
  [KerasGru.className, isResetAfter],
  [KerasBidirectional.className, isBothWaysResetAfter],
  [
    KerasDepthwise.className,
    ({ className, config }) => className === 'DepthwiseConv2D' && isDilated(config),
  ],
  [
    KerasConcatenate.className,
    ({ className, config: { axis } }) =>
      className === 'Concatenate' && typeof axis === 'number' && axis < -1,
  ],
];

/** The class of ours that computes a layer as Keras does; `undefined` if the framework's own does. */
export const kerasClass = (part: Part): string | undefined =>
  groupedClass(part) ??
  resizingClass(part) ??
  poolingClass(part) ??
  transposedClass(part) ??
  classes.find(([, is]) => is(part))?.[0];

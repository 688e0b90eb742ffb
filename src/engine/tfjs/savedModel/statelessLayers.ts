import * as tf from '@tensorflow/tfjs-core';
import { layers, type Shape } from '@tensorflow/tfjs-layers';
import { textAt } from '../../../shared/base/jsonValues';
import type { Operation } from '../../../shared/network/operation';
import { normalize, pass, resample } from '../../opGraph/operations/makeOperation';
import { oneShape } from './oneInput';
import type { Runnable } from './runnable';
import type { SavedLayer } from './savedLayers';

type Config = tf.serialization.ConfigDict;
type Sides = [number, number];

/** A layer without weights that the framework does not have. */
interface Stateless {
  readonly operation: Operation;
  shape(config: Config, shape: Shape): Shape;
  run(config: Config, x: tf.Tensor): tf.Tensor;
}

/** Something for each axis of a volume: the batch and the channels get `otherwise`. */
function byAxis<T>({ first, spatial }: Config, otherwise: T): T[] {
  const inner = spatial as unknown as T[];
  return first === true ? [otherwise, otherwise, ...inner] : [otherwise, ...inner, otherwise];
}
const none: Sides = [0, 0];

const kinds: Readonly<Record<string, Stateless>> = {
  ZeroPadding3D: {
    operation: pass('pad'),
    shape: (config, shape) =>
      byAxis(config, none).map(([before, after], axis) => {
        const extent = shape[axis] ?? null;
        return extent === null ? null : extent + before + after;
      }),
    run: (config, x) => tf.pad(x, byAxis(config, none)),
  },
  UpSampling3D: {
    operation: resample('up'),
    shape: (config, shape) =>
      byAxis(config, 1).map((times, axis) => {
        const extent = shape[axis] ?? null;
        return extent === null ? null : extent * times;
      }),
    run: (config, x) =>
      byAxis(config, 1).reduce((y, times, axis) => {
        const extent = y.shape[axis] ?? 1;
        const from = Array.from({ length: extent * times }, (_, at) => Math.floor(at / times));
        return times === 1 ? y : tf.gather(y, tf.tensor1d(from, 'int32'), axis);
      }, x),
  },
  /** x / ‖x‖ along an axis; a norm below 1e-12 counts as that. */
  UnitNormalization: {
    operation: normalize('other'),
    shape: (_config, shape) => shape,
    run: ({ axis }, x) => {
      const squares = tf.sum(tf.square(x), Number(axis), true);
      return tf.mul(x, tf.rsqrt(tf.maximum(squares, 1e-24)));
    },
  },
};

class StatelessLayer extends layers.Layer {
  static readonly className: string = 'SkipScopeStateless';
  private readonly kind: string;
  private readonly stateless: Stateless;
  readonly statedOperation: Operation;

  constructor(private readonly config: Config) {
    super({ name: textAt(config, 'name') ?? '' });
    this.kind = textAt(config, 'kind') ?? '';
    const found = kinds[this.kind];
    if (!found) throw new RangeError(`There is no layer ${this.kind}`);
    this.stateless = found;
    this.statedOperation = found.operation;
  }

  override getClassName(): string {
    return this.kind;
  }

  override getConfig(): Config {
    return { ...super.getConfig(), ...this.config };
  }

  override computeOutputShape(given: Shape | Shape[]): Shape {
    const shape = oneShape(given);
    return this.stateless.shape(this.config, shape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor;
    return tf.tidy(() => this.stateless.run(this.config, x));
  }
}

export function registerStatelessLayers(): void {
  tf.serialization.SerializationMap.register(StatelessLayer);
}

const isNumber = (value: unknown): value is number => typeof value === 'number';
const isPair = (value: unknown): value is Sides =>
  Array.isArray(value) && value.length === 2 && value.every(isNumber);

/** One entry for each of three axes, as Keras writes them. */
function three<T>(written: unknown, is: (value: unknown) => value is T): T[] | undefined {
  return Array.isArray(written) && written.length === 3 && written.every(is) ? written : undefined;
}

function optionsOf({ className, config }: SavedLayer): Config | undefined {
  const first = config['data_format'] === 'channels_first';
  if (className === 'UnitNormalization') {
    const axis = Array.isArray(config['axis']) ? undefined : (config['axis'] ?? -1);
    return isNumber(axis) ? { axis } : undefined;
  }
  const spatial =
    className === 'ZeroPadding3D'
      ? three(config['padding'], isPair)
      : className === 'UpSampling3D'
        ? three(config['size'], isNumber)
        : undefined;
  return spatial && { spatial, first };
}

/** The layer of ours that computes a layer without weights; `undefined` for any other. */
export function statelessLayer(layer: SavedLayer): Runnable | undefined {
  const options = optionsOf(layer);
  if (!options) return undefined;
  const { name, className } = layer;
  return { class_name: StatelessLayer.className, config: { name, kind: className, ...options } };
}

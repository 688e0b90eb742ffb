import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, type Shape } from '@tensorflow/tfjs-layers';
import { textAt } from '../../../shared/base/jsonValues';
import type { Operation } from '../../../shared/network/operation';
import { normalize } from '../../opGraph/operations/makeOperation';
import { first, oneShape } from './oneInput';
import type { Runnable } from './runnable';
import type { SavedLayer } from './savedLayers';

/**
 * Group normalisation of Keras (Wu & He 2018) with its channels last; with `root`, normalisation by the root of the
 * mean square over the channels (Zhang & Sennrich 2019), which has no groups and no mean.
 */
class GroupNormalization extends layers.Layer {
  static readonly className: string = 'SkipScopeGroupNormalization';
  readonly statedOperation: Operation = normalize('other');
  private readonly own = new Map<string, ReturnType<layers.Layer['addWeight']>>();

  constructor(private readonly config: tf.serialization.ConfigDict) {
    super({ name: textAt(config, 'name') ?? '', trainable: config['trainable'] !== false });
  }

  override getClassName(): string {
    return textAt(this.config, 'kind') ?? '';
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.config };
  }

  override build(given: Shape | Shape[]): void {
    const width = oneShape(given).at(-1) ?? 1;
    const add = (name: string, start: ReturnType<typeof initializers.ones>): void => {
      const weight = this.addWeight(name, [width], 'float32', start, undefined, this.trainable);
      this.own.set(name, weight);
    };
    if (this.config['scale'] !== false) add('gamma', initializers.ones());
    if (this.config['center'] !== false) add('beta', initializers.zeros());
    this.built = true;
  }

  override computeOutputShape(given: Shape | Shape[]): Shape {
    return oneShape(given);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = first(inputs);
      const normal = this.config['root'] === true ? this.byRoot(x) : this.inGroups(x);
      const scaled = this.with('gamma', normal, tf.mul);
      return this.with('beta', scaled, tf.add);
    });
  }

  private with(
    name: string,
    x: tf.Tensor,
    run: (x: tf.Tensor, weight: tf.Tensor) => tf.Tensor,
  ): tf.Tensor {
    const weight = this.own.get(name);
    return weight ? run(x, weight.read()) : x;
  }

  private get epsilon(): number {
    return Number(this.config['epsilon']);
  }

  private byRoot(x: tf.Tensor): tf.Tensor {
    return tf.mul(x, tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), this.epsilon)));
  }

  private inGroups(x: tf.Tensor): tf.Tensor {
    const channels = x.shape.at(-1) ?? 1;
    const wanted = Number(this.config['groups']);
    const groups = wanted === -1 ? channels : wanted;
    const grouped = tf.reshape(x, [...x.shape.slice(0, -1), groups, channels / groups]);
    const axes = [...Array(grouped.rank).keys()].filter((axis) => axis > 0 && axis !== x.rank - 1);
    const { mean, variance } = tf.moments(grouped, axes, true);
    const normal = tf.mul(tf.sub(grouped, mean), tf.rsqrt(tf.add(variance, this.epsilon)));
    return tf.reshape(normal, x.shape);
  }
}

export function registerGroupNormalization(): void {
  tf.serialization.SerializationMap.register(GroupNormalization);
}

const isLast = (axis: unknown): boolean => {
  const axes: readonly unknown[] = Array.isArray(axis) ? axis : [axis ?? -1];
  return axes.length === 1 && axes[0] === -1;
};
const starts = (part: unknown, name: string): boolean => {
  const written = textAt(part, 'class_name');
  return written === undefined || written === name;
};

/** The layer of ours that computes these two of Keras; `undefined` for any other, and for other axes and starts. */
export function groupNormalization({ name, className, config }: SavedLayer): Runnable | undefined {
  const isRoot = className === 'RMSNormalization';
  if (!isRoot && className !== 'GroupNormalization') return undefined;
  const isPlain =
    starts(config['gamma_initializer'], 'Ones') && starts(config['beta_initializer'], 'Zeros');
  if (!isLast(config['axis']) || !isPlain) return undefined;
  const { groups, epsilon, scale, center, trainable } = config;
  const isNumber = (value: unknown): value is number => typeof value === 'number';
  return {
    class_name: GroupNormalization.className,
    config: {
      name,
      kind: className,
      root: isRoot,
      groups: isNumber(groups) ? groups : 32,
      epsilon: isNumber(epsilon) ? epsilon : 1e-3,
      scale: scale !== false,
      center: !isRoot && center !== false,
      trainable: trainable !== false,
    },
  };
}

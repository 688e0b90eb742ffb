import * as tf from '@tensorflow/tfjs-core';
import { layers, type Shape } from '@tensorflow/tfjs-layers';
import { textAt } from '../../../shared/base/jsonValues';
import type { Operation } from '../../../shared/network/operation';
import { pass } from '../../opGraph/operations/makeOperation';
import type { Runnable } from './runnable';
import type { SavedLayer } from './savedLayers';

type Sides = [number, number];

/** Zeros around a volume, whose layer the framework does not have. */
class ZeroPadding3D extends layers.Layer {
  static readonly className: string = 'SkipScopeZeroPadding3D';
  readonly statedOperation: Operation = pass('pad');
  private readonly sides: readonly Sides[];

  constructor(private readonly config: tf.serialization.ConfigDict) {
    super({ name: textAt(config, 'name') ?? '' });
    const axes = config['sides'] as unknown as readonly Sides[];
    const none: Sides = [0, 0];
    this.sides = config['first'] === true ? [none, none, ...axes] : [none, ...axes, none];
  }

  override getClassName(): string {
    return 'ZeroPadding3D';
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.config };
  }

  override computeOutputShape(given: Shape | Shape[]): Shape {
    const shape = (Array.isArray(given[0]) ? given[0] : given) as Shape;
    return shape.map((extent, axis) => {
      const [before, after] = this.sides[axis] ?? [0, 0];
      return extent === null ? null : extent + before + after;
    });
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor;
    return tf.pad(x, [...this.sides]);
  }
}

export function registerZeroPadding3d(): void {
  tf.serialization.SerializationMap.register(ZeroPadding3D);
}

/** Keras writes one pair for each axis. */
function sidesOf(padding: unknown): Sides[] | undefined {
  if (!Array.isArray(padding) || padding.length !== 3) return undefined;
  const sides = padding.map((each: unknown) => (typeof each === 'number' ? [each, each] : each));
  const isPair = (each: unknown): each is Sides =>
    Array.isArray(each) && each.length === 2 && each.every((side) => typeof side === 'number');
  return sides.every(isPair) ? sides : undefined;
}

/** The layer of ours that pads a volume; `undefined` for any other layer. */
export function zeroPadding3d({ name, className, config }: SavedLayer): Runnable | undefined {
  const sides = className === 'ZeroPadding3D' ? sidesOf(config['padding']) : undefined;
  if (!sides) return undefined;
  const first = config['data_format'] === 'channels_first';
  return { class_name: ZeroPadding3D.className, config: { name, sides, first } };
}

import {
  add,
  div,
  maximum,
  mul,
  reshape,
  serialization,
  sqrt,
  sub,
  tensor,
  tidy,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { initializers, layers, type Shape } from '@tensorflow/tfjs-layers';
import { textAt } from '../../../shared/base/jsonValues';
import type { Operation } from '../../../shared/network/operation';
import { pass } from '../../opGraph/operations/makeOperation';
import { oneShape } from './oneInput';
import type { SavedLayer } from './savedLayers';

/** As Keras keeps the standard deviation above zero. */
const EPSILON = 1e-7;

type Weight = ReturnType<layers.Layer['addWeight']>;
interface Moments {
  readonly mean: Tensor;
  readonly variance: Tensor;
}
const flatNumbers = (value: unknown): number[] | undefined => {
  const flat = [value].flat(Infinity);
  return flat.every((each) => typeof each === 'number') ? flat : undefined;
};

/** Normalization of Keras: `(x − mean) ÷ √variance` by numbers of its configuration, or by what `adapt` stored. */
class Normalization extends layers.Layer {
  static readonly className: string = 'SkipScopeNormalization';
  readonly statedOperation: Operation = pass('scale');
  private readonly given: { readonly mean: number[]; readonly variance: number[] } | undefined;
  private adapted: { readonly mean: Weight; readonly variance: Weight } | undefined;
  /** As long as the input; 1 if an axis has one moment for all. */
  private broadcast: number[] = [];

  constructor(private readonly config: serialization.ConfigDict) {
    super({ name: textAt(config, 'name') ?? '', trainable: false });
    const [mean, variance] = [flatNumbers(config['mean']), flatNumbers(config['variance'])];
    if (mean && variance) this.given = { mean, variance };
  }

  override getClassName(): string {
    return 'Normalization';
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), ...this.config };
  }

  override build(given: Shape | Shape[]): void {
    const shape = oneShape(given);
    const { axis = -1 } = this.config;
    const axes = axis === null ? [] : (flatNumbers(axis) ?? [-1]);
    const kept = new Set(axes.map((at) => (at < 0 ? at + shape.length : at)));
    this.broadcast = shape.map((extent, at) => (kept.has(at) ? (extent ?? 1) : 1));
    this.built = true;
    if (this.given) return;
    const own = this.broadcast.filter((_, at) => kept.has(at));
    const weight = (name: string, value: number, extents: number[]): Weight =>
      this.addWeight(name, extents, 'float32', initializers.constant({ value }), undefined, false);
    this.adapted = { mean: weight('mean', 0, own), variance: weight('variance', 1, own) };
    // The number of batches that `adapt` saw.
    weight('count', 0, []);
  }

  override computeOutputShape(input: Shape | Shape[]): Shape {
    return (Array.isArray(input[0]) ? input[0] : input) as Shape;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    const [x] = [inputs].flat();
    if (!x) throw new Error(`${this.name} takes a tensor`);
    return tidy(() => {
      const { mean, variance } = this.moments();
      const deviation = maximum(sqrt(variance), EPSILON);
      const isInverse = this.config['invert'] === true;
      return isInverse ? add(mul(x, deviation), mean) : div(sub(x, mean), deviation);
    });
  }

  private moments(): Moments {
    const { given, adapted, broadcast } = this;
    const shaped = (value: Tensor): Tensor =>
      value.size === 1
        ? reshape(
            value,
            broadcast.map(() => 1),
          )
        : reshape(value, broadcast);
    const [mean, variance] = given
      ? [tensor(given.mean), tensor(given.variance)]
      : [adapted?.mean.read() ?? tensor([0]), adapted?.variance.read() ?? tensor([1])];
    return { mean: shaped(mean), variance: shaped(variance) };
  }
}

export function registerNormalization(): void {
  serialization.SerializationMap.register(Normalization);
}

/** The layer of ours that computes a saved Normalization; `undefined` for any other layer. */
export const normalizationLayer = ({ name, className, config }: SavedLayer) =>
  /(?:^|>)Normalization$/.test(className)
    ? {
        class_name: Normalization.className,
        config: { ...config, name } as serialization.ConfigDict,
      }
    : undefined;

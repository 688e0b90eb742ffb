import * as tf from '@tensorflow/tfjs-core';
import { ownValue } from '../../../shared/base/ownValue';
import type { RecordedTraining } from '../../../shared/protocol/python/recording';

type NamedTensor = Parameters<tf.Optimizer['applyGradients']>[0] extends infer G
  ? G extends readonly (infer N)[]
    ? N
    : never
  : never;
type Recorded = NonNullable<RecordedTraining['optimizer']>;
type Arguments = Recorded['arguments'];

const numberOf = (given: Arguments, name: string, otherwise: number): number => {
  const value = given[name];
  return typeof value === 'number' ? value : otherwise;
};

const betasOf = ({ betas }: Arguments): [number, number] =>
  Array.isArray(betas) ? [Number(betas[0]), Number(betas[1])] : [0.9, 0.999];

function adam(given: Arguments): tf.Optimizer {
  const [first, second] = betasOf(given);
  return tf.train.adam(numberOf(given, 'lr', 1e-3), first, second, numberOf(given, 'eps', 1e-8));
}

function sgd(given: Arguments): tf.Optimizer {
  const rate = numberOf(given, 'lr', 1e-3);
  const momentum = numberOf(given, 'momentum', 0);
  return momentum === 0
    ? tf.train.sgd(rate)
    : tf.train.momentum(rate, momentum, given['nesterov'] === true);
}

const makers: Readonly<Record<string, (given: Arguments) => tf.Optimizer>> = {
  SGD: sgd,
  Adam: adam,
  AdamW: adam,
  Adamax: (given) => {
    const [first, second] = betasOf(given);
    return tf.train.adamax(
      numberOf(given, 'lr', 2e-3),
      first,
      second,
      numberOf(given, 'eps', 1e-8),
    );
  },
  Adagrad: (given) => tf.train.adagrad(numberOf(given, 'lr', 1e-2), 0),
  RMSprop: (given) =>
    tf.train.rmsprop(
      numberOf(given, 'lr', 1e-2),
      numberOf(given, 'alpha', 0.99),
      numberOf(given, 'momentum', 0),
      numberOf(given, 'eps', 1e-8),
    ),
};

/** Pulls weights towards 0: by their gradient, or apart from it (Loshchilov & Hutter 2019). */
class Decaying extends tf.Optimizer {
  /** @nocollapse */
  static readonly className = 'Decaying';

  constructor(
    private readonly called: string,
    private readonly inner: tf.Optimizer,
    private readonly decay: {
      readonly rate: number;
      readonly by: number;
      readonly isApart: boolean;
    },
  ) {
    super();
  }

  override applyGradients(gradients: tf.NamedTensorMap | NamedTensor[]): void {
    const list = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    const { rate, by, isApart } = this.decay;
    tf.tidy(() => {
      const changed = list.map(({ name, tensor }) => {
        const variable = tf.engine().registeredVariables[name];
        if (!variable) return { name, tensor };
        if (!isApart) return { name, tensor: tf.add(tensor, tf.mul(variable, by)) };
        variable.assign(tf.mul(variable, 1 - rate * by));
        return { name, tensor };
      });
      this.inner.applyGradients(changed);
    });
  }

  override getClassName(): string {
    return this.called;
  }

  override dispose(): void {
    this.inner.dispose();
  }

  override getConfig(): ReturnType<tf.Optimizer['getConfig']> {
    return this.inner.getConfig();
  }
}

/** The optimizer as torch makes it; `undefined` for one that TensorFlow.js lacks. */
export function torchOptimizer({ name, arguments: given }: Recorded): tf.Optimizer | undefined {
  const make = ownValue(makers, name);
  if (!make) return undefined;
  const inner = make(given);
  const isApart = name === 'AdamW';
  const by = numberOf(given, 'weight_decay', isApart ? 0.01 : 0);
  return by === 0
    ? inner
    : new Decaying(name, inner, { rate: numberOf(given, 'lr', 1e-3), by, isApart });
}

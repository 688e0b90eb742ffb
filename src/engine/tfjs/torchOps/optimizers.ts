import * as tf from '@tensorflow/tfjs-core';
import { Failure } from '../../../shared/base/failures';
import { ownValue } from '../../../shared/base/ownValue';
import { message } from '../../../shared/words/message';
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
    private readonly inner: tf.Optimizer,
    private readonly rate: number,
    private readonly decay: { readonly by: number; readonly isApart: boolean },
  ) {
    super();
  }

  override applyGradients(gradients: tf.NamedTensorMap | NamedTensor[]): void {
    const list = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    const { by, isApart } = this.decay;
    tf.tidy(() => {
      const changed = list.map(({ name, tensor }) => {
        const variable = tf.engine().registeredVariables[name];
        if (!variable) return { name, tensor };
        if (!isApart) return { name, tensor: tf.add(tensor, tf.mul(variable, by)) };
        variable.assign(tf.mul(variable, 1 - this.rate * by));
        return { name, tensor };
      });
      this.inner.applyGradients(changed);
    });
  }

  override dispose(): void {
    this.inner.dispose();
  }

  override getConfig(): ReturnType<tf.Optimizer['getConfig']> {
    return this.inner.getConfig();
  }
}

/** The optimizer as torch makes it. Throws a `Failure` of code `invalid-argument` for one that is not known. */
export function torchOptimizer({ name, arguments: given }: Recorded): tf.Optimizer {
  const make = ownValue(makers, name);
  if (!make) {
    const known = Object.keys(makers);
    throw new Failure('invalid-argument', message('training.unknown-optimizer', { name, known }));
  }
  const inner = make(given);
  const isApart = name === 'AdamW';
  const by = numberOf(given, 'weight_decay', isApart ? 0.01 : 0);
  return by === 0 ? inner : new Decaying(inner, numberOf(given, 'lr', 1e-3), { by, isApart });
}

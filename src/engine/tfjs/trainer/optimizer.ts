import * as tf from '@tensorflow/tfjs-core';
import { Failure } from '../../../shared/base/failures';
import type { DisposableStore } from '../../../shared/base/lifecycle';
import type { Message } from '../../../shared/base/message';
import { ownValue } from '../../../shared/base/ownValue';
import { message } from '../../../shared/words/message';
import type { OptimizerChoice } from '../../model/trainer';
import type { BuiltModel } from '../built/builtModel';

const makers: Readonly<Record<string, (rate: number) => tf.Optimizer>> = {
  sgd: (rate) => tf.train.sgd(rate),
  momentum: (rate) => tf.train.momentum(rate, 0.9),
  adagrad: (rate) => tf.train.adagrad(rate),
  adadelta: (rate) => tf.train.adadelta(rate),
  adam: (rate) => tf.train.adam(rate),
  adamax: (rate) => tf.train.adamax(rate),
  rmsprop: (rate) => tf.train.rmsprop(rate),
};

/** The settings of an optimizer, and the class that makes one of them. */
type Remakeable = tf.Optimizer & {
  readonly constructor: {
    fromConfig?: (type: unknown, config: ReturnType<tf.Optimizer['getConfig']>) => tf.Optimizer;
  };
};

/** The same optimizer anew, at another rate. `undefined` if its class cannot be made from settings. */
function atRate(own: tf.Optimizer, learningRate: number): tf.Optimizer | undefined {
  const { constructor: type } = own as Remakeable;
  const config = own.getConfig() as ReturnType<tf.Optimizer['getConfig']> | undefined;
  if (!config || !('learningRate' in config)) return undefined;
  return type.fromConfig?.(type, { ...config, learningRate });
}

function optimizerNamed(name: string, learningRate: number | undefined): tf.Optimizer {
  const make = ownValue(makers, name);
  if (make && learningRate !== undefined) return make(learningRate);
  const known = Object.keys(makers);
  throw new Failure('invalid-argument', message('training.unknown-optimizer', { name, known }));
}

/** The deviation of an optimizer of TensorFlow.js from its paper; its own training has it too. */
export function differenceOf(optimizer: tf.Optimizer): Message | undefined {
  const library = `TensorFlow.js ${tf.version_core}`;
  // Not by `instanceof`, which TensorFlow.js answers with yes for every optimizer.
  const type: unknown = optimizer.constructor;
  if (type === tf.AdadeltaOptimizer) return message('training.adadelta-differs', { library });
  const isCentred = type === tf.RMSPropOptimizer && optimizer.getConfig()['centered'] === true;
  return isCentred ? message('training.centred-rmsprop-differs', { library }) : undefined;
}

/**
 * The model's own optimizer, or one that the store frees.
 * Throws a `Failure` of code `invalid-argument` for a name that TensorFlow.js does not have.
 */
export function openOptimizer(
  { compiled }: BuiltModel,
  { name, learningRate, origin, keepsOwn }: OptimizerChoice,
  store: DisposableStore,
): tf.Optimizer {
  const own = compiled?.optimizer;
  if (origin === 'model' && own) return own;
  const kept =
    keepsOwn && own && learningRate !== undefined ? atRate(own, learningRate) : undefined;
  const optimizer = kept ?? optimizerNamed(name, learningRate);
  store.defer(() => optimizer.dispose());
  return optimizer;
}

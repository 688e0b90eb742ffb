import * as tf from '@tensorflow/tfjs-core';
import { Failure } from '../../../shared/base/failures';
import type { DisposableStore } from '../../../shared/base/lifecycle';
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

/**
 * The model's own optimizer, or one that the store frees.
 * Throws a `Failure` of code `invalid-argument` for a name that TensorFlow.js does not have.
 */
export function openOptimizer(
  { compiled }: BuiltModel,
  { name, learningRate, origin }: OptimizerChoice,
  store: DisposableStore,
): tf.Optimizer {
  if (origin === 'model' && compiled) return compiled.optimizer;
  const make = ownValue(makers, name);
  if (!make || learningRate === undefined) {
    const known = Object.keys(makers);
    throw new Failure('invalid-argument', message('training.unknown-optimizer', { name, known }));
  }
  const optimizer = make(learningRate);
  store.defer(() => optimizer.dispose());
  return optimizer;
}

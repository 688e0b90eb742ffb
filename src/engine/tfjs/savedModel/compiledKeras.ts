import * as tf from '@tensorflow/tfjs-core';
import { ownValue } from '../../../shared/base/ownValue';
import type { KerasTraining } from '../../../shared/protocol/python/kerasRecording';
import type { RecordedOptimizer } from '../../../shared/protocol/python/recording';
import type { CompiledWith, LossFunction, NamedLoss } from '../built/builtModel';
import { namedLoss } from '../layersModel/compiledWith';

const classesOf = (target: tf.Tensor, prediction: tf.Tensor): tf.Tensor =>
  tf.oneHot(
    tf.reshape(tf.cast(target, 'int32'), prediction.shape.slice(0, -1)),
    prediction.shape.at(-1) ?? 1,
  );

const crossEntropy = (target: tf.Tensor, scores: tf.Tensor): tf.Tensor =>
  tf.neg(tf.sum(tf.mul(target, tf.logSoftmax(scores)), -1));

/** Of Keras, on scores instead of probabilities; TensorFlow.js has them on probabilities only. */
const ofScores: Readonly<Record<string, LossFunction>> = {
  categoricalCrossentropyFromLogits: crossEntropy,
  sparseCategoricalCrossentropyFromLogits: (target, scores) =>
    crossEntropy(classesOf(target, scores), scores),
  binaryCrossentropyFromLogits: (target, x) =>
    tf.mean(tf.add(tf.sub(tf.relu(x), tf.mul(x, target)), tf.log1p(tf.exp(tf.neg(tf.abs(x))))), -1),
};

/** The loss of Keras of a name. Throws a `Failure` of code `invalid-argument` for one that is not known. */
export function kerasLoss(name: string): NamedLoss {
  const call = ownValue(ofScores, name);
  return call ? { name, call } : namedLoss(name);
}

type Arguments = RecordedOptimizer['arguments'];
const numberOf = (given: Arguments, name: string, otherwise: number): number => {
  const value = given[name];
  return typeof value === 'number' ? value : otherwise;
};

/** Each with the defaults of Keras. */
const makers: Readonly<Record<string, (given: Arguments, rate: number) => tf.Optimizer>> = {
  sgd: (given, rate) => {
    const momentum = numberOf(given, 'momentum', 0);
    return momentum === 0
      ? tf.train.sgd(rate)
      : tf.train.momentum(rate, momentum, given['nesterov'] === true);
  },
  adam: (given, rate) =>
    tf.train.adam(
      rate,
      numberOf(given, 'beta_1', 0.9),
      numberOf(given, 'beta_2', 0.999),
      numberOf(given, 'epsilon', 1e-7),
    ),
  adamax: (given, rate) =>
    tf.train.adamax(rate, numberOf(given, 'beta_1', 0.9), numberOf(given, 'beta_2', 0.999)),
  rmsprop: (given, rate) =>
    tf.train.rmsprop(
      rate,
      numberOf(given, 'rho', 0.9),
      numberOf(given, 'momentum', 0),
      numberOf(given, 'epsilon', 1e-7),
      given['centered'] === true,
    ),
  adagrad: (given, rate) =>
    tf.train.adagrad(rate, numberOf(given, 'initial_accumulator_value', 0.1)),
  adadelta: (given, rate) => tf.train.adadelta(rate, numberOf(given, 'rho', 0.95)),
};
const usualRates: Readonly<Record<string, number>> = { sgd: 0.01 };
const USUAL_RATE = 0.001;

/** The optimizer as Keras makes it; `undefined` for one that TensorFlow.js lacks. */
function kerasOptimizer({ name, arguments: given }: RecordedOptimizer): tf.Optimizer | undefined {
  const rate = numberOf(given, 'learning_rate', ownValue(usualRates, name) ?? USUAL_RATE);
  return ownValue(makers, name)?.(given, rate);
}

/** The losses by output, `undefined` if one of them has no name here. */
function lossesOf(
  loss: NonNullable<KerasTraining['loss']>,
  outputs: readonly string[],
): NamedLoss[] | undefined {
  const nameAt = (output: string, at: number): string | undefined => {
    if (typeof loss === 'string') return loss;
    return isList(loss) ? loss[at] : ownValue(loss, output);
  };
  const names = outputs.map(nameAt);
  try {
    return names.map((name) => kerasLoss(name ?? ''));
  } catch {
    // A loss of the user's own.
    return undefined;
  }
}
const isList = (loss: KerasTraining['loss']): loss is readonly string[] => Array.isArray(loss);

/** The settings of `compile`; `undefined` if it names no known loss. */
export function compiledKeras(
  training: KerasTraining | undefined,
  outputs: readonly string[],
): CompiledWith | undefined {
  const losses = training?.loss === undefined ? undefined : lossesOf(training.loss, outputs);
  if (!losses) return undefined;
  const optimizer = training?.optimizer && kerasOptimizer(training.optimizer);
  return {
    losses,
    ...(optimizer && { optimizer }),
    ...(training?.isOfFile && { isOfFile: true as const }),
  };
}

import type { Framework } from '../../shared/model/framework';
import type { ProbeOptions } from '../../shared/protocol/inspectRequest';
import { ownValue } from '../../shared/base/ownValue';
import type { ModelDescription, OutputActivation } from '../model/modelDescription';
import type { LossChoice, OptimizerChoice, TargetForm, TrainingSetup } from '../model/trainer';

type LossTable = Readonly<Record<OutputActivation, string>>;
/** Keras' losses take probabilities. */
const ofKeras: LossTable = {
  softmax: 'categoricalCrossentropy',
  logSoftmax: 'meanSquaredError',
  logits: 'meanSquaredError',
  sigmoid: 'binaryCrossentropy',
  linear: 'meanSquaredError',
  other: 'meanSquaredError',
};
/** PyTorch's take scores, or logarithms of probabilities. */
const ofTorch: LossTable = {
  softmax: 'mse_loss',
  logSoftmax: 'nll_loss',
  logits: 'cross_entropy',
  sigmoid: 'binary_cross_entropy',
  linear: 'mse_loss',
  other: 'mse_loss',
};
const lossOf: Readonly<Record<Framework, LossTable>> = {
  tfjs: ofKeras,
  torch: ofTorch,
  keras: ofKeras,
};
const formOf: Readonly<Record<OutputActivation, TargetForm>> = {
  softmax: 'oneHot',
  logSoftmax: 'labels',
  logits: 'labels',
  sigmoid: 'sigmoidValues',
  linear: 'values',
  other: 'values',
};

/** Losses that determine their targets independently of the last layer, by a part of their names. */
const dictated: readonly (readonly [RegExp, TargetForm])[] = [
  [/sparse|^cross_entropy|nll/i, 'labels'],
  [/categorical|softmax|kullback/i, 'oneHot'],
  [/binary|sigmoid|logLoss/i, 'binary'],
  [/poisson/i, 'counts'],
  [/hinge/i, 'signs'],
];

const formFor = (name: string, activation: OutputActivation): TargetForm =>
  dictated.find(([pattern]) => pattern.test(name))?.[1] ?? formOf[activation];

/** Losses that say what the predictions are, and the ends of a network that make those. */
const predictionsOf: readonly (readonly [RegExp, readonly OutputActivation[]])[] = [
  [/with_logits$|^sigmoidCrossEntropy/, ['logits', 'linear']],
  [/^(?:cross_entropy$|softmaxCrossEntropy)/, ['logits', 'linear']],
  [/^binary/, ['sigmoid']],
  [/^nll_loss$/, ['logSoftmax']],
  [/categorical/i, ['softmax']],
];

/** A loss that stands in the file is that of all outputs unless its predictions are others than theirs. */
const takes = (name: string, activation: OutputActivation): boolean =>
  predictionsOf.find(([pattern]) => pattern.test(name))?.[1].includes(activation) ?? true;

type TrainedModel = Pick<ModelDescription, 'outputs' | 'compiled' | 'framework'>;

/**
 * The loss of each output: the one that the options name, else the one that the model was compiled with,
 * else one that fits the last layer. Of several outputs, a loss that only stands in the file is that of those
 * that it can be of.
 */
function chooseLosses(
  { outputs, compiled, framework }: TrainedModel,
  { loss }: Pick<ProbeOptions, 'loss'>,
): LossChoice[] {
  const isOfOne = compiled?.isOfFile === true && outputs.length > 1;
  return outputs.map(({ activation }, i) => {
    const theirs = loss === undefined ? compiled?.losses[i] : undefined;
    const own = theirs && isOfOne && !takes(theirs, activation) ? undefined : theirs;
    const name = own ?? loss ?? lossOf[framework][activation];
    return { name, form: formFor(name, activation), isCompiled: own !== undefined };
  });
}

/** The defaults of Keras. */
const usualRates: Readonly<Record<string, number>> = {
  sgd: 0.01,
  momentum: 0.01,
  adagrad: 0.001,
  adadelta: 0.001,
  adam: 0.001,
  adamax: 0.001,
  rmsprop: 0.001,
};
const DEFAULT = 'sgd';

/** An optimizer by name, at the rate that is asked for or usual; unknown names are for the trainer to refuse. */
function optimizerNamed(
  name: string,
  wantedRate: number | undefined,
  origin: 'default' | 'user',
): OptimizerChoice {
  const usual = ownValue(usualRates, name.toLowerCase());
  const learningRate = wantedRate ?? usual;
  return {
    name: usual === undefined ? name : name.toLowerCase(),
    ...(learningRate !== undefined && { learningRate }),
    origin,
  };
}

/**
 * The optimizer that the options name, else the one that the model was compiled with, at the rate that is
 * asked for, else stochastic gradient descent.
 */
function chooseOptimizer(
  { compiled }: Pick<ModelDescription, 'compiled'>,
  { optimizer: wanted, learningRate }: Pick<ProbeOptions, 'optimizer' | 'learningRate'>,
): OptimizerChoice {
  const theirs = compiled?.optimizer;
  if (wanted !== undefined) return optimizerNamed(wanted, learningRate, 'user');
  if (learningRate === undefined)
    return theirs ? { ...theirs, origin: 'model' } : optimizerNamed(DEFAULT, undefined, 'default');
  return theirs
    ? { name: theirs.name, learningRate, origin: 'user', keepsOwn: true }
    : optimizerNamed(DEFAULT, learningRate, 'user');
}

/** Chooses losses and optimizer by name; the trainer knows which names there are. */
export const chooseTraining = (
  model: TrainedModel,
  options: Pick<ProbeOptions, 'loss' | 'optimizer' | 'learningRate'>,
): TrainingSetup => ({
  losses: chooseLosses(model, options),
  optimizer: chooseOptimizer(model, options),
});

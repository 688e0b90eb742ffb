import * as tf from '@tensorflow/tfjs-core';
import type { ProbeOptions } from '../../../shared/protocol/engineContract';
import type { BuiltModel, NamedLoss, OutputActivation } from '../builtModel';

/** `oneHot`: classes on the last axis; `labels`: their numbers; `binary`: 0 or 1; `signs`: −1 or 1. */
export type TargetForm = 'oneHot' | 'labels' | 'binary' | 'signs' | 'values';

/** The loss of one output, and the targets it takes. */
export interface OutputLoss extends NamedLoss {
  readonly form: TargetForm;
}

const lossOf: Readonly<Record<OutputActivation, string>> = {
  softmax: 'categoricalCrossentropy',
  sigmoid: 'binaryCrossentropy',
  linear: 'meanSquaredError',
  other: 'meanSquaredError',
};
const formOf: Readonly<Record<OutputActivation, TargetForm>> = {
  softmax: 'oneHot',
  sigmoid: 'binary',
  linear: 'values',
  other: 'values',
};

/** Losses that dictate their targets whatever the last layer is, by a part of their names. */
const dictated: readonly (readonly [RegExp, TargetForm])[] = [
  [/sparse/i, 'labels'],
  [/categorical|softmax|kullback/i, 'oneHot'],
  [/binary|sigmoid|logLoss|poisson/i, 'binary'],
  [/hinge/i, 'signs'],
];

const formFor = (name: string, activation: OutputActivation): TargetForm =>
  dictated.find(([pattern]) => pattern.test(name))?.[1] ?? formOf[activation];

/** As Keras clips probabilities before their logarithm. */
const EPSILON = 1e-7;

/**
 * −Σ y·log p per sample. The framework's own also divides p by its sum, which is 1 already: that leaves
 * the loss and every gradient before the softmax alone, and bends only ∂L/∂p.
 */
const crossEntropy: NamedLoss = {
  name: 'categoricalCrossentropy',
  call: (target, prediction) =>
    tf.neg(tf.sum(tf.mul(target, tf.log(tf.clipByValue(prediction, EPSILON, 1 - EPSILON))), -1)),
};

function lossNamed(name: string, model: BuiltModel, activation: OutputActivation): NamedLoss {
  const isPlain = name === crossEntropy.name && activation === 'softmax';
  return isPlain ? crossEntropy : model.namedLoss(name);
}

/**
 * The loss of each output: what the options name, else what the user compiled, else what fits the
 * last layer. Throws a `Failure` of code `invalid-argument` for an unknown name.
 */
export function chooseLosses(model: BuiltModel, options: ProbeOptions): OutputLoss[] {
  return model.outputs.map(({ activation }, i) => {
    const compiled = options.loss === undefined ? model.compiled?.losses[i] : undefined;
    const loss = compiled ?? lossNamed(options.loss ?? lossOf[activation], model, activation);
    return { ...loss, form: formFor(loss.name, activation) };
  });
}

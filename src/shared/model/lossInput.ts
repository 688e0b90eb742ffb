/**
 * The values that a loss takes for predictions: probabilities of classes that exclude each other, their scores
 * (logits) or logarithms; the probability or score of each unit on its own; anything else.
 */
export type LossInput =
  | 'classProbabilities'
  | 'classScores'
  | 'classLogarithms'
  | 'unitProbabilities'
  | 'unitScores'
  | 'values';

/** By name in small letters alone: `categoricalCrossentropy` and `categorical_crossentropy` are one. */
const inputs: ReadonlyMap<string, LossInput> = new Map([
  // Keras and TensorFlow.js
  ['categoricalcrossentropy', 'classProbabilities'],
  ['sparsecategoricalcrossentropy', 'classProbabilities'],
  ['binarycrossentropy', 'unitProbabilities'],
  ['softmaxcrossentropy', 'classScores'],
  ['sigmoidcrossentropy', 'unitScores'],
  ['logloss', 'unitProbabilities'],
  ['meansquarederror', 'values'],
  ['meanabsoluteerror', 'values'],
  ['mse', 'values'],
  ['mae', 'values'],
  ['huberloss', 'values'],
  // Keras, where `from_logits` is set
  ['categoricalcrossentropyfromlogits', 'classScores'],
  ['sparsecategoricalcrossentropyfromlogits', 'classScores'],
  ['binarycrossentropyfromlogits', 'unitScores'],
  // PyTorch
  ['crossentropy', 'classScores'],
  ['nllloss', 'classLogarithms'],
  ['binarycrossentropywithlogits', 'unitScores'],
  ['mseloss', 'values'],
  ['lloss', 'values'],
  ['smoothlloss', 'values'],
]);

/** The predictions that a loss takes, by its name in any framework; `undefined` for a loss of the user's own. */
export const lossInput = (name: string): LossInput | undefined =>
  inputs.get(name.toLowerCase().replace(/[^a-z]/g, ''));

import * as tf from '@tensorflow/tfjs-core';
import type { OutputActivation } from '../../model/modelDescription';
import type { LossChoice } from '../../model/trainer';
import type { BuiltModel, NamedLoss } from '../built/builtModel';

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

/** The loss functions of a model. Throws a `Failure` of code `invalid-argument` for an unknown name. */
export function lossFunctions(model: BuiltModel, choices: readonly LossChoice[]): NamedLoss[] {
  return model.outputs.flatMap(({ activation }, i) => {
    const choice = choices[i];
    if (!choice) return [];
    const compiled = choice.isCompiled ? model.compiled?.losses[i] : undefined;
    return [compiled ?? lossNamed(choice.name, model, activation)];
  });
}

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

/** The same for the numbers of the classes. */
const sparseCrossEntropy: NamedLoss = {
  name: 'sparseCategoricalCrossentropy',
  call: (target, prediction) => {
    const numbers = tf.cast(tf.floor(tf.reshape(target, [-1])), 'int32');
    const classes = prediction.shape.at(-1) ?? 1;
    const oneHot = tf.reshape(tf.oneHot(numbers as tf.Tensor1D, classes), prediction.shape);
    return crossEntropy.call(oneHot, prediction);
  },
};
const plain = [crossEntropy, sparseCrossEntropy];

/** A loss in plain form if it is the framework's own, of a softmax. */
function mended(loss: NamedLoss, model: BuiltModel, activation: OutputActivation): NamedLoss {
  const found = activation === 'softmax' ? plain.find(({ name }) => name === loss.name) : undefined;
  return found && model.namedLoss(found.name).call === loss.call ? found : loss;
}

/** The loss functions of a model. Throws a `Failure` of code `invalid-argument` for an unknown name. */
export function lossFunctions(model: BuiltModel, choices: readonly LossChoice[]): NamedLoss[] {
  return model.outputs.flatMap(({ activation }, i) => {
    const choice = choices[i];
    if (!choice) return [];
    const compiled = choice.isCompiled ? model.compiled?.losses[i] : undefined;
    return [mended(compiled ?? model.namedLoss(choice.name), model, activation)];
  });
}

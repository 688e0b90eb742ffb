import * as tf from '@tensorflow/tfjs-core';
import type { Feed } from './feed';
import { totalLoss, type Training } from './trainingStep';

interface Trained extends Pick<Training, 'model' | 'losses' | 'optimizer' | 'ablation'> {
  /** Trained beside the weights of the model. */
  readonly more?: readonly tf.Variable[];
}

/** One training step by a forward pass; gives the loss before it. */
export async function plainStep(
  training: Trained,
  feed: Feed,
  pass: () => readonly tf.Tensor[],
): Promise<number> {
  const { model, optimizer, more = [] } = training;
  const own = model.weights.flatMap(({ trainable, variable }) => (trainable ? [variable] : []));
  const variables = [...own, ...more];
  const loss = tf.tidy(() => {
    const { value, grads } = tf.variableGrads(() => totalLoss(training, pass(), feed), variables);
    optimizer.applyGradients(grads);
    return value;
  });
  const [value = NaN] = await loss.data();
  loss.dispose();
  return value;
}

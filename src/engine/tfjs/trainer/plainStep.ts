import * as tf from '@tensorflow/tfjs-core';
import type { Feed } from './feed';
import { totalLoss, type Training } from './trainingStep';

type Trained = Pick<Training, 'model' | 'losses' | 'optimizer' | 'ablation'>;

/** One training step by a forward pass; gives the loss before it. */
export async function plainStep(
  training: Trained,
  feed: Feed,
  pass: () => readonly tf.Tensor[],
): Promise<number> {
  const { model, optimizer } = training;
  const variables = model.weights.flatMap(({ trainable, variable }) =>
    trainable ? [variable] : [],
  );
  const loss = tf.tidy(() => {
    const { value, grads } = tf.variableGrads(() => totalLoss(training, pass(), feed), variables);
    optimizer.applyGradients(grads);
    return value;
  });
  const [value = NaN] = await loss.data();
  loss.dispose();
  return value;
}

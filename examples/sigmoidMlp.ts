/**
 * Twelve sigmoid layers in a row. The derivative of the sigmoid is at most 1/4, so every layer takes
 * its share of the gradient and the first layers hardly learn (Hochreiter 1991; Glorot & Bengio 2010).
 */
import * as tf from '@tensorflow/tfjs';

export function sigmoidMlp(inputSize = 20, hiddenUnits = 32, depth = 12): tf.Sequential {
  const model = tf.sequential();
  model.add(
    tf.layers.dense({ units: hiddenUnits, activation: 'sigmoid', inputShape: [inputSize] }),
  );
  for (let i = 1; i < depth; i++) {
    model.add(tf.layers.dense({ units: hiddenUnits, activation: 'sigmoid' }));
  }
  model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
  return model;
}

import * as tf from '@tensorflow/tfjs-core';
import type { Evaluation } from '../../model/lab';
import type { PassMode } from '../../model/passMode';
import type { Feed } from '../trainer/feed';
import { totalLoss } from '../trainer/trainingStep';
import { pass, type LabNetwork } from './network';

/** The share of samples, or places, with another largest output than their target's; none for other outputs. */
function errorOf(predictions: readonly tf.Tensor[], feed: Feed): tf.Tensor | undefined {
  const [prediction] = predictions;
  if (predictions.length !== 1 || !prediction || (prediction.shape.at(-1) ?? 1) < 2)
    return undefined;
  const target = feed.target(0, prediction.shape);
  if (!tf.util.arraysEqual(target.shape, prediction.shape)) return undefined;
  const isRight = tf.equal(tf.argMax(prediction, -1), tf.argMax(target, -1));
  return tf.sub(1, tf.mean(tf.cast(isRight, 'float32')));
}

/** Loss and error of one pass. */
export async function evaluation(
  network: LabNetwork,
  feed: Feed,
  mode: PassMode,
): Promise<Evaluation> {
  const [loss, error] = tf.tidy((): [tf.Tensor, tf.Tensor | undefined] => {
    const predictions = pass(network, feed.inputs, mode);
    const wrong = errorOf(predictions, feed);
    return [totalLoss(network, predictions, feed), wrong];
  });
  const [value = NaN] = await loss.data();
  const wrong = error && (await error.data())[0];
  tf.dispose([loss, ...(error ? [error] : [])]);
  return { loss: value, ...(wrong !== undefined && { error: wrong }) };
}

import * as tf from '@tensorflow/tfjs-core';
import type { Evaluation } from '../../model/lab';
import type { PassMode } from '../../model/passMode';
import type { Feed } from '../trainer/feed';
import { totalLoss } from '../trainer/trainingStep';
import { pass, type LabNetwork } from './network';

/** The classes that targets name by their number, or by the largest of one number for each. */
function classesOf(target: tf.Tensor, shape: number[]): tf.Tensor | undefined {
  if (tf.util.arraysEqual(target.shape, shape)) return tf.argMax(target, -1);
  const places = shape.slice(0, -1);
  const isNumbered = target.size === places.reduce((all, extent) => all * extent, 1);
  return isNumbered ? tf.reshape(tf.cast(target, 'int32'), places) : undefined;
}

/** The share of samples, or places, with another largest output than their target's; none for several outputs, or one number. */
function errorOf(predictions: readonly tf.Tensor[], feed: Feed): tf.Tensor | undefined {
  const [prediction] = predictions;
  if (predictions.length !== 1 || !prediction || (prediction.shape.at(-1) ?? 1) < 2)
    return undefined;
  const wanted = classesOf(feed.target(0, prediction.shape), prediction.shape);
  if (!wanted) return undefined;
  const isRight = tf.equal(tf.argMax(prediction, -1), wanted);
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
    const wrong = network.hasClasses ? errorOf(predictions, feed) : undefined;
    return [totalLoss(network, predictions, feed), wrong];
  });
  const [value = NaN] = await loss.data();
  const wrong = error && (await error.data())[0];
  tf.dispose([loss, ...(error ? [error] : [])]);
  return { loss: value, ...(wrong !== undefined && { error: wrong }) };
}

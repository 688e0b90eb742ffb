import * as tf from '@tensorflow/tfjs-core';
import { Failure } from '../../../shared/base/failures';
import { ownValue } from '../../../shared/base/ownValue';
import { message } from '../../../shared/words/message';
import type { LossFunction, NamedLoss } from '../built/builtModel';

/** torch clips the logarithms of probabilities there. */
const LEAST_LOGARITHM = -100;

/** −log p of the class; targets are class numbers with a last axis of 1, predictions `[…, classes]`. */
const ofClass = (target: tf.Tensor, logarithms: tf.Tensor): tf.Tensor => {
  const classes = logarithms.shape.at(-1) ?? 1;
  const labels = tf.reshape(tf.cast(target, 'int32'), logarithms.shape.slice(0, -1));
  return tf.neg(tf.sum(tf.mul(tf.oneHot(labels, classes), logarithms), -1));
};

const logarithm = (p: tf.Tensor): tf.Tensor => tf.maximum(tf.log(p), LEAST_LOGARITHM);

/** Huber 1964, quadratic up to `beta`. */
const huber = (difference: tf.Tensor, beta: number): tf.Tensor => {
  const size = tf.abs(difference);
  const near = tf.div(tf.square(difference), 2 * beta);
  return tf.where(tf.less(size, beta), near, tf.sub(size, beta / 2));
};

const losses: Readonly<Record<string, LossFunction>> = {
  cross_entropy: (target, logits) => ofClass(target, tf.logSoftmax(logits)),
  nll_loss: ofClass,
  mse_loss: (target, prediction) => tf.square(tf.sub(prediction, target)),
  l1_loss: (target, prediction) => tf.abs(tf.sub(prediction, target)),
  smooth_l1_loss: (target, prediction) => huber(tf.sub(prediction, target), 1),
  huber_loss: (target, prediction) => huber(tf.sub(prediction, target), 1),
  binary_cross_entropy: (target, p) =>
    tf.neg(
      tf.add(tf.mul(target, logarithm(p)), tf.mul(tf.sub(1, target), logarithm(tf.sub(1, p)))),
    ),
  binary_cross_entropy_with_logits: (target, x) =>
    tf.add(tf.sub(tf.relu(x), tf.mul(x, target)), tf.log1p(tf.exp(tf.neg(tf.abs(x))))),
};

/** torch's loss of this name, averaged by the caller. Throws a `Failure` of code `invalid-argument`. */
export function torchLoss(name: string): NamedLoss {
  const call = ownValue(losses, name);
  if (call) return { name, call };
  const known = Object.keys(losses);
  throw new Failure('invalid-argument', message('training.unknown-loss', { name, known }));
}

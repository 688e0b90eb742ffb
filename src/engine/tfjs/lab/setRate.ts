import type * as tf from '@tensorflow/tfjs-core';

interface Rated {
  learningRate?: number;
  /** SGD and momentum keep their rate in a tensor as well. */
  setLearningRate?(rate: number): void;
}

/** Sets the rate of an optimizer that tells it; any other keeps its own. */
export function setRate(optimizer: tf.Optimizer, rate: number): void {
  const rated = optimizer as tf.Optimizer & Rated;
  if (typeof rated.setLearningRate === 'function') rated.setLearningRate(rate);
  else if (typeof rated.learningRate === 'number') rated.learningRate = rate;
}

/** Frees the rate of an optimizer: that of momentum outlives its disposal in TensorFlow.js 4.22. */
export function freeRate(optimizer: tf.Optimizer): void {
  const { c: rate } = optimizer as unknown as { readonly c?: tf.Tensor };
  if (rate && !rate.isDisposed) rate.dispose();
}

import * as tf from '@tensorflow/tfjs-core';
import { isAsShipped, noteMended } from '../backends/gradients/mends';
import { acting, isBuiltIn, type Layer } from './framework';

interface Readable {
  read(): tf.Tensor;
}
interface BatchNormalization {
  gamma: Readable | null | undefined;
  beta: Readable | null | undefined;
  readonly movingMean: Readable;
  /** The share of the running statistics that a batch leaves. */
  momentum: number;
}

const normalizationIn = (layer: Layer): BatchNormalization | undefined => {
  const inner = acting(layer);
  const isOne = isBuiltIn(inner) && inner.getClassName() === 'BatchNormalization';
  return isOne ? (inner as unknown as BatchNormalization) : undefined;
};

/**
 * Calls a layer. In training mode the batch normalization of TensorFlow.js 4.22 reads a scale and an offset
 * even if it was made without them (`scale: false`, as InceptionV3 has it), and throws: here it reads 1 and 0.
 * `settles`: the running statistics become those of the batch.
 */
export function withScaleAndOffset<T>(layer: Layer, settles: boolean, call: () => T): T {
  const norm = normalizationIn(layer);
  if (!norm) return call();
  if (isAsShipped()) return call();
  const { gamma, beta, movingMean, momentum } = norm;
  if (!gamma || !beta) noteMended();
  norm.gamma ??= { read: () => tf.onesLike(movingMean.read()) };
  norm.beta ??= { read: () => tf.zerosLike(movingMean.read()) };
  if (settles) norm.momentum = 0;
  try {
    return call();
  } finally {
    Object.assign(norm, { gamma, beta, momentum });
  }
}

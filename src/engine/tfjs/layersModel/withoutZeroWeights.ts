import * as tf from '@tensorflow/tfjs-core';
import type { Layer } from './framework';
import { weightsOf } from './layerWeights';

/** Far from 0 and from 1, which factors are compared with. */
const MOVED = 0.37;

/**
 * Runs `work` while every trainable weight of a layer that is zero throughout (the scale of ReZero and
 * SkipInit) holds another value, since training opens that way. All weights are as before afterwards, and
 * `undefined` comes back if none is zero.
 */
export function withoutZeroWeights<T>(layer: Layer, work: () => T): T | undefined {
  const zeros = weightsOf(layer)
    .filter(({ trainable }) => trainable)
    .map((weight) => weight.read())
    .filter((value): value is tf.Variable => value instanceof tf.Variable && isZero(value));
  if (zeros.length === 0) return undefined;
  try {
    for (const variable of zeros) fill(variable, MOVED);
    return work();
  } finally {
    for (const variable of zeros) fill(variable, 0);
  }
}

const isZero = (value: tf.Tensor): boolean =>
  value.dtype === 'float32' && tf.tidy(() => tf.any(tf.notEqual(value, 0)).dataSync()[0] === 0);

/** The variable shares the data of what it is assigned, which is freed with it. */
function fill(variable: tf.Variable, value: number): void {
  const filled = tf.fill(variable.shape, value);
  variable.assign(filled);
  filled.dispose();
}

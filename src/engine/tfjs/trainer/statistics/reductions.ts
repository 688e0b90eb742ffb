import type * as tf from '@tensorflow/tfjs-core';
import type { UnitWatch } from '../../../model/trainer';

/** The two ends of a training step on one weight, and the gradient that led from one to the other. */
export interface WeightUpdate {
  readonly before: tf.Tensor;
  readonly after: tf.Tensor;
  readonly gradient: tf.Tensor;
}

/** The gradients that come back to a fork: through the shortcut, and through all other consumers. */
export interface ForkGradients {
  readonly shortcut: readonly tf.Tensor[];
  readonly body: readonly tf.Tensor[];
}

/**
 * The results of one pass over a tensor; `R` is a list of numbers, or a tensor of them on the device.
 * A norm is two numbers, `scale, squares`, with L2 = scale · √squares: backends that sum in float32
 * divide by the largest entry first, so that neither 1e-30 nor 1e30 is lost in its square.
 */
export interface Reductions<R> {
  /** The tensor's only value. */
  value(x: tf.Tensor): R;
  /** `[mean, variance, 1 if the units along an axis, the last if none is given, are all alike]` */
  values(x: tf.Tensor, unitAxis?: number | null): R;
  /** `[...norm]` */
  gradient(dy: tf.Tensor): R;
  /** `[scale, squares of each entry of an axis…]` */
  steps(dy: tf.Tensor, axis: number): R;
  /** `[...norm, maxAbs, zeros, NaNs, infinities]` */
  weight(gradient: tf.Tensor): R;
  /** Numbers of entries in [2^e, 2^(e+1)) for e = `LEAST_EXPONENT`, …; the ends hold all beyond. */
  histogram(x: tf.Tensor): R;
  /**
   * `[mean, variance, non-finite entries, units]`: units that are dead (last axis) for a rectifier,
   * entries that are saturated for sigmoid and tanh.
   */
  activation(y: tf.Tensor, watch: UnitWatch | undefined): R;
  /** `[...norm of Δw, ...norm of w before, entries with a gradient that did not change]` */
  update(update: WeightUpdate): R;
  /** `[...norm of shortcut, ...norm of body, inner product of the two ÷ both scales]` */
  fork(gradients: ForkGradients): R;
}

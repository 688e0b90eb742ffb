import type { Activation, Curve } from '../../../shared/network/operation';

/** Keeps values as they are. */
export const linear: Activation = { linear: true, range: 'free' };
/** Affine, and maps [0, 1] into [0, 1]: 1 − x. */
export const boundKeeping: Activation = { linear: true, range: 'boundKeeping' };
/** Ends in [-1, 1]. */
export const bounded: Activation = { linear: false, range: 'bounded' };
/** Bends values without a bound. */
export const nonlinear: Activation = { linear: false, range: 'free' };

/** A rectifier with a ceiling: ReLU6. */
export const cappedRectifier: Activation = {
  linear: false,
  range: 'free',
  curve: 'rectifier',
  capped: true,
};

const unbounded: ReadonlySet<Curve> = new Set(['rectifier', 'logSoftmax']);

/** One of the named curves. */
export const curved = (curve: Curve): Activation => ({
  ...(unbounded.has(curve) ? nonlinear : bounded),
  curve,
});

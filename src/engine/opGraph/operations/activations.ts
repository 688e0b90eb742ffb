import type { Activation } from '../../../shared/network/operation';

/** Keeps values as they are. */
export const linear: Activation = { linear: true, range: 'free' };
/** Ends in [-1, 1]. */
export const bounded: Activation = { linear: false, range: 'bounded' };
/** Bends values without a bound. */
export const nonlinear: Activation = { linear: false, range: 'free' };

import { type Affine, keepsUnitInterval } from '../../../shared/network/affine';
import type { Activation, Operation, Window } from '../../../shared/network/operation';
import { boundKeeping } from './activations';

type Of<Type extends Operation['type']> = Extract<Operation, { type: Type }>;
export type Transform = Of<'transform'>;
export type PassiveEffect = Of<'passive'>['effect'];
/** Merges that a name alone describes. */
export type PlainMerge = Exclude<Of<'merge'>['how'], 'concat' | 'dot' | 'products'>;

/** A dense layer per output position, with the changes in `is`. */
export const transform = (
  is: Pick<Transform, 'kernelEntries' | 'activation'> & Partial<Transform>,
): Transform => ({
  type: 'transform',
  family: 'dense',
  transposed: false,
  depthwise: false,
  appliedPer: 'outputPosition',
  ...is,
});

export const activate = (activation: Activation): Operation => ({ type: 'activation', activation });
export const pass = (effect: PassiveEffect): Operation => ({ type: 'passive', effect });
export const scaleBy = (by: Affine): Operation => ({ type: 'passive', effect: 'scale', by });
export const merge = (how: PlainMerge): Operation => ({ type: 'merge', how });
export const normalize = (family: Of<'normalization'>['family']): Operation => ({
  type: 'normalization',
  family,
});
export const lookUp = (kernelEntries: number): Operation => ({ type: 'source', kernelEntries });
/** A tensor whose entries are one number. */
export const fillWith = (value: number): Operation => ({ type: 'source', kernelEntries: 0, value });
export const poolOver = (window: Window): Operation => ({ type: 'pool', window, global: false });
export const poolAll: Operation = { type: 'pool', global: true };
export const resample = (direction: Of<'resample'>['direction']): Operation => ({
  type: 'resample',
  direction,
});

/**
 * x · scale + offset with two numbers. With a scale of 0 nothing of x is left; 1 − x and its kind map [0, 1]
 * into [0, 1], and bounded inputs stay bounded.
 */
export function rescale(scale: number, offset: number): Operation {
  if (scale === 0) return fillWith(offset);
  return keepsUnitInterval({ scale, offset }) ? activate(boundKeeping) : scaleBy({ scale, offset });
}

/** Joins tensors of `rank` axes along one of them; a negative axis counts from the end. */
export const concatenate = (axis: number, rank: number): Operation => ({
  type: 'merge',
  how: 'concat',
  axis: axis < 0 ? axis + rank : axis,
});

/** Multiplies two tensors and sums over an axis of this extent. */
export const contract = (extent: number | null | undefined): Operation => ({
  type: 'merge',
  how: 'dot',
  ...(typeof extent === 'number' && { contracted: extent }),
});

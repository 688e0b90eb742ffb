import type { Tensor } from '@tensorflow/tfjs-core';
import { insertZeros, takeEvery } from './axes';

/** The steps between taps of a filter, one for all axes of space or one for each. */
export type Dilations = number | readonly number[] | null | undefined;

const steps = (dilations: Dilations): readonly number[] => [dilations ?? 1].flat();

/** Tells whether taps of a filter are not next to each other. */
export const isDilated = (dilations: Dilations): boolean =>
  steps(dilations).some((step) => step > 1);

/** A filter [...space, in, out] with zeros between its taps: a plain convolution with it is the dilated one. */
export const spreadFilter = (filter: Tensor, dilations: Dilations): Tensor =>
  along(filter, dilations, insertZeros);

/** The taps of a filter that {@link spreadFilter} made. */
export const tapsOf = (spread: Tensor, dilations: Dilations): Tensor =>
  along(spread, dilations, takeEvery);

/** The attribute of a plain convolution, one step per axis of space. */
export const noDilations = (filter: Tensor): number[] => spaceOf(filter).map(() => 1);

const spaceOf = (filter: Tensor): number[] => filter.shape.slice(0, -2);

function along(filter: Tensor, dilations: Dilations, change: typeof insertZeros): Tensor {
  const each = steps(dilations);
  return spaceOf(filter).reduce(
    (all, _, axis) => change(all, axis, each[axis % each.length] ?? 1),
    filter,
  );
}

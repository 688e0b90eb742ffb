import type { Shape } from '../../../shared/network/network';

export type Extent = number | null;

/** An axis counted from the first; a negative one counts from the end. */
export const fromStart = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

/** The shape with another extent along one axis. */
export const withExtent = (shape: Shape, axis: number, extent: Extent): Shape =>
  shape.map((old, i) => (i === axis ? extent : old));

/** An extent that was divided; one that does not come out even is not known. */
export const evenly = (extent: number): Extent => (Number.isInteger(extent) ? extent : null);

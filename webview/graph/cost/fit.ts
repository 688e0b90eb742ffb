import type { BatchFit } from '../../../src/shared/report/profile';
import { largestBatch, stepAt } from '../../../src/shared/report/profileSums';

/** Positions of a slider for each doubling of the batch. */
const PER_DOUBLING = 4;
/** Doublings beyond the largest batch that was measured. */
const BEYOND = 4;

/** The batch at a position of the slider, which is logarithmic; small batches are there once each. */
export const batchAt = (position: number): number => Math.round(2 ** (position / PER_DOUBLING));

export const positionOf = (batch: number): number =>
  Math.round(PER_DOUBLING * Math.log2(Math.max(1, batch)));

/** The last position of the slider of a fit. */
export function lastPosition({ points }: BatchFit): number {
  const most = Math.max(1, ...points.map(({ batchSize }) => batchSize));
  return positionOf(most) + BEYOND * PER_DOUBLING;
}

/** A step of some batch, as far as the fit tells. */
export interface FitAt {
  readonly milliseconds: number;
  readonly samplesPerSecond: number;
  /** Absent where memory is not known. */
  readonly bytes?: number;
  /** Between the smallest and the largest batch that was measured. */
  readonly isWithin: boolean;
}

export function fitAt(fit: BatchFit, batch: number): FitAt {
  const sizes = fit.points.map(({ batchSize }) => batchSize);
  const isWithin = batch >= Math.min(...sizes) && batch <= Math.max(...sizes);
  return { ...stepAt(fit, batch), isWithin };
}

/** The largest batch whose step fits into some bytes, 0 where none does; `undefined` where memory is not known. */
export function fitsUpTo(
  fit: BatchFit,
  bytes: number,
): { readonly batch: number; readonly at: FitAt } | undefined {
  const batch = largestBatch(fit, bytes);
  return batch === undefined ? undefined : { batch, at: fitAt(fit, batch) };
}

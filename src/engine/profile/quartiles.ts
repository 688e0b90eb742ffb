import type { Quartiles } from '../../shared/report/profile';

/** The value at a share of a sorted list, between its neighbours (Hyndman and Fan 1996, type 7). */
function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const [low, high] = [Math.floor(position), Math.ceil(position)];
  const [below = 0, above = 0] = [sorted[low], sorted[high]];
  return below + (above - below) * (position - low);
}

/** Median and quartiles; zeros of an empty list. */
export function quartilesOf(values: readonly number[]): Quartiles {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    lower: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    upper: quantile(sorted, 0.75),
  };
}

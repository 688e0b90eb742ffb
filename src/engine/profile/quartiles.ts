import { quantileOf } from '../../shared/base/statistics';
import type { Quartiles } from '../../shared/report/profile';

/** Median and quartiles; zeros of an empty list. */
export function quartilesOf(values: readonly number[]): Quartiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => quantileOf(sorted, share) ?? 0;
  return {
    lower: at(0.25),
    median: at(0.5),
    upper: at(0.75),
  };
}

import { counted } from '../counts/counted';

/** A ratio with its digits: `3.97`, `0.32`, `128`. */
export const digits = (value: number): string =>
  Math.abs(value) >= 100 || (value !== 0 && Math.abs(value) < 0.01)
    ? Number(value.toPrecision(2)).toString()
    : value.toFixed(2);

/** The values of a sentence about a comparison. */
export interface Compared {
  arm: string;
  against: string;
  value: number;
  low: number;
  high: number;
  seeds: number;
  detectable: number;
  steps: number;
  data: string;
}

/** Steps and seeds with their nouns. */
export const runs = ({ steps, seeds }: { readonly steps: number; readonly seeds: number }) => ({
  steps: counted(steps, 'step'),
  seeds: counted(seeds, 'seed'),
});

/** The values of a comparison as they stand in a sentence. */
export const shown = (values: Compared) => ({
  ...values,
  ...runs(values),
  value: digits(values.value),
  low: digits(values.low),
  high: digits(values.high),
  // As far up as down: the larger of the two is the one that people read.
  detectable: digits(values.detectable),
});

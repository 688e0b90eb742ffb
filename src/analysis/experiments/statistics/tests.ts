import { meanOf } from '../../../shared/base/statistics';
import { pOfT, tFor } from './studentT';

/** The difference of two means, with its 95 % interval and its two-sided p. */
export interface Difference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  readonly freedom: number;
  readonly standardError: number;
}

const LEVEL = 0.05;
/** Found in four of five cases. */
const MISSED = 0.2;

/** The sample variance. */
function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

function differenceOf(difference: number, standardError: number, freedom: number): Difference {
  const reach = tFor(LEVEL, freedom) * standardError;
  const p = difference === 0 ? 1 : pOfT(difference / standardError, freedom);
  return {
    difference,
    low: difference - reach,
    high: difference + reach,
    p,
    freedom,
    standardError,
  };
}

/**
 * `b − a` by Welch's test, which takes no equal variances for granted (Welch 1947). `undefined` if one of
 * the two has fewer than two values.
 */
export function welch(a: readonly number[], b: readonly number[]): Difference | undefined {
  if (a.length < 2 || b.length < 2) return undefined;
  const [u, v] = [varianceOf(a) / a.length, varianceOf(b) / b.length];
  const parts = u ** 2 / (a.length - 1) + v ** 2 / (b.length - 1);
  const freedom = parts > 0 ? (u + v) ** 2 / parts : a.length + b.length - 2;
  return differenceOf(meanOf(b) - meanOf(a), Math.sqrt(u + v), freedom);
}

/** `b − a` of the same networks, one pair for each seed. `undefined` for fewer than two pairs. */
export function paired(a: readonly number[], b: readonly number[]): Difference | undefined {
  if (a.length < 2 || a.length !== b.length) return undefined;
  const differences = b.map((value, i) => value - (a[i] ?? NaN));
  const error = Math.sqrt(varianceOf(differences) / differences.length);
  return differenceOf(meanOf(differences), error, differences.length - 1);
}

/** The mean with its 95 % interval, which is open if there is a single value. */
export function interval(values: readonly number[]): {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
} {
  const mean = meanOf(values);
  if (values.length < 2) return { mean, low: mean, high: mean };
  const error = Math.sqrt(varianceOf(values) / values.length);
  const reach = tFor(LEVEL, values.length - 1) * error;
  return { mean, low: mean - reach, high: mean + reach };
}

/** The difference that the same spread and number of seeds find in four of five cases. */
export const detectable = ({ freedom, standardError }: Difference): number =>
  (tFor(LEVEL, freedom) + tFor(2 * MISSED, freedom)) * standardError;

/** p values corrected for their number, in the order given (Holm 1979). */
export function holm(p: readonly number[]): number[] {
  const order = p.map((value, at) => ({ value, at })).sort((a, b) => a.value - b.value);
  const corrected = Array<number>(p.length).fill(1);
  let most = 0;
  order.forEach(({ value, at }, rank) => {
    most = Math.max(most, Math.min(1, value * (p.length - rank)));
    corrected[at] = most;
  });
  return corrected;
}

import { formatCount } from '../format';

/** A factor with two significant digits, as it is said: `1,500`, `3.2`, `10^9`. */
export function formatFactor(factor: number): string {
  if (factor >= 1e6) return `10^${Math.round(Math.log10(factor))}`;
  const rounded = Number(factor.toPrecision(2));
  return rounded >= 10 ? formatCount(rounded) : String(rounded);
}

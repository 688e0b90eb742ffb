import { formatCount } from '../format';

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const superscript = (exponent: number): string =>
  String(exponent).replaceAll(/\d/g, (digit) => raised[Number(digit)] ?? digit);

/** A factor with two significant digits, as it is said: `1,500`, `3.2`, `10⁹`. */
export function formatFactor(factor: number): string {
  if (factor >= 1e6) return `10${superscript(Math.round(Math.log10(factor)))}`;
  const rounded = Number(factor.toPrecision(2));
  return rounded >= 10 ? formatCount(rounded) : String(rounded);
}

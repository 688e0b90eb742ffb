import type {
  Comparison,
  ExperimentCell,
  Measured,
  Verdict,
} from '../../../shared/experiment/experiment';
import { detectable, holm, interval, paired, welch, type Difference } from './tests';

/** Fewer seeds show curves and dots, and give no verdict. */
const LEAST_SEEDS = 5;
/** Ratios below this are not worth a word. */
const LEAST_RATIO = 1.1;
const LEVEL = 0.05;

/** A measure, and how it is compared. */
export interface MeasureRule {
  readonly measure: string;
  readonly scale: 'log' | 'linear';
  /** `paired` for measures of one and the same network, drawn once. */
  readonly method: 'welch' | 'paired';
  /** Tells whether more of it is worse, or neither. */
  readonly more: 'worse' | 'neutral';
  /** The least difference worth a word on a linear scale. */
  readonly least?: number;
}

/** An arm, and the one that it is compared with. */
export interface Pair {
  readonly arm: string;
  readonly against: string;
}

const scaled = (value: number, { scale }: MeasureRule): number =>
  scale === 'log' ? Math.log(value) : value;
const unscaled = (value: number, { scale }: MeasureRule): number =>
  scale === 'log' ? Math.exp(value) : value;

/** Usable values of one measure by seed; a logarithm needs them above zero. */
function valuesOf(cells: readonly ExperimentCell[], arm: string, rule: MeasureRule) {
  const own = cells.filter((cell) => cell.arm === arm).sort((a, b) => a.seed - b.seed);
  const diverged = own.filter(({ outcome }) => outcome === 'diverged').length;
  const values = own.flatMap(({ seed, outcome, numbers }): [number, number][] => {
    const value = numbers[rule.measure];
    const isUsable =
      value !== undefined && Number.isFinite(value) && (rule.scale === 'linear' || value > 0);
    return outcome === 'done' && isUsable ? [[seed, value]] : [];
  });
  return { diverged, values: new Map(values) };
}

/** One measure of one arm with its interval; `undefined` if no seed has it. */
export function measured(
  cells: readonly ExperimentCell[],
  arm: string,
  rule: MeasureRule,
): Measured | undefined {
  const { diverged, values } = valuesOf(cells, arm, rule);
  const all = [...values.values()];
  if (all.length === 0) return undefined;
  const { mean, low, high } = interval(all.map((value) => scaled(value, rule)));
  return {
    measure: rule.measure,
    arm,
    scale: rule.scale,
    diverged,
    values: all,
    mean: unscaled(mean, rule),
    low: unscaled(low, rule),
    high: unscaled(high, rule),
  };
}

interface Compared {
  readonly rule: MeasureRule;
  readonly pair: Pair;
  readonly difference: Difference;
  readonly seeds: number;
  readonly diverged: number;
}

function difference(
  cells: readonly ExperimentCell[],
  rule: MeasureRule,
  pair: Pair,
): Compared | undefined {
  const [of, against] = [pair.arm, pair.against].map((arm) => valuesOf(cells, arm, rule));
  if (!of || !against) return undefined;
  const shared = [...of.values.keys()].filter((seed) => against.values.has(seed));
  const logs = (from: typeof of, seeds: Iterable<number>): number[] =>
    [...seeds].map((seed) => scaled(from.values.get(seed) ?? NaN, rule));
  const found =
    rule.method === 'paired'
      ? paired(logs(against, shared), logs(of, shared))
      : welch(logs(against, against.values.keys()), logs(of, of.values.keys()));
  if (!found) return undefined;
  const seeds =
    rule.method === 'paired' ? shared.length : Math.min(of.values.size, against.values.size);
  return { rule, pair, difference: found, seeds, diverged: of.diverged + against.diverged };
}

const marginOf = ({ scale, least = 0 }: MeasureRule): number =>
  scale === 'log' ? Math.log(LEAST_RATIO) : least;

function direction({ more }: MeasureRule, isMore: boolean): Verdict {
  if (more === 'worse') return isMore ? 'worse' : 'better';
  return isMore ? 'higher' : 'lower';
}

function verdictOf(compared: Compared, corrected: number): Verdict {
  const { rule, difference: found, seeds, diverged } = compared;
  if (diverged > 0) return 'diverged';
  if (seeds < LEAST_SEEDS) return 'too-few-seeds';
  const margin = marginOf(rule);
  if (found.low > -margin && found.high < margin) return 'same';
  const isClear = corrected < LEVEL && Math.abs(found.difference) > margin;
  return isClear ? direction(rule, found.difference > 0) : 'undecided';
}

/**
 * Compares arms in several measures. p is corrected over all comparisons together (Holm 1979); a verdict needs
 * five seeds, a corrected p below 0.05 and more than 10 % (or the measure's own least difference); `same` needs
 * the whole interval within that. What differs without it is `undecided`.
 */
export function compareArms(
  cells: readonly ExperimentCell[],
  rules: readonly MeasureRule[],
  pairs: readonly Pair[],
): Comparison[] {
  const found = rules.flatMap((rule) =>
    pairs.flatMap((pair) => difference(cells, rule, pair) ?? []),
  );
  const corrected = holm(found.map((each) => each.difference.p));
  return found.map((each, i) => {
    const { rule, pair, difference: of, seeds } = each;
    const { measure, method, scale } = rule;
    const holmP = corrected[i] ?? 1;
    return {
      measure,
      ...pair,
      method,
      scale,
      seeds,
      value: unscaled(of.difference, rule),
      low: unscaled(of.low, rule),
      high: unscaled(of.high, rule),
      p: of.p,
      holm: holmP,
      detectable: unscaled(detectable(of), rule),
      verdict: verdictOf(each, holmP),
    };
  });
}

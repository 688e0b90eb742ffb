import { medianOf } from '../../../shared/base/statistics';
import type { History, Spread } from '../../../shared/report/probe';

/** Median and range of the measured values; `undefined` if there are none. */
function spreadOf(values: readonly (number | undefined)[]): Spread | undefined {
  const known = values.filter((value) => value !== undefined);
  const median = medianOf(known);
  return median === undefined
    ? undefined
    : { median, min: Math.min(...known), max: Math.max(...known) };
}

/** The spreads that exist, under their names; nothing at all if none does. */
export function spreads<K extends string>(
  named: Readonly<Record<K, readonly (number | undefined)[]>>,
): { readonly spread?: Partial<Record<K, Spread>> } {
  const spread: Partial<Record<K, Spread>> = {};
  for (const name of Object.keys(named) as K[]) {
    const found = spreadOf(named[name]);
    if (found) spread[name] = found;
  }
  return Object.keys(spread).length > 0 ? { spread } : {};
}

/** `history[seed][step]` of one quantity; `undefined` if no step of any seed measured it. */
export function historyOf<T>(
  seeds: readonly (readonly T[])[],
  pick: (step: T) => number | undefined,
): History | undefined {
  const history = seeds.map((steps) => steps.map((step) => pick(step) ?? null));
  return history.flat().some((value) => value !== null) ? history : undefined;
}

/** The histories that exist, under their names. */
export function histories<T, K extends string>(
  seeds: readonly (readonly T[])[],
  named: Readonly<Record<K, (step: T) => number | undefined>>,
): { readonly history?: Partial<Record<K, History>> } {
  const history: Partial<Record<K, History>> = {};
  for (const name of Object.keys(named) as K[]) {
    const found = historyOf(seeds, named[name]);
    if (found) history[name] = found;
  }
  return Object.keys(history).length > 0 ? { history } : {};
}

/** The reader of a count for a history; it gives `undefined` throughout if the count is never above 0. */
export const everAbove0 = <T>(
  seeds: readonly (readonly T[])[],
  count: (step: T) => number,
): ((step: T) => number | undefined) =>
  seeds.some((steps) => steps.some((step) => count(step) > 0)) ? count : () => undefined;

import type { History } from '../../../shared/report/probe';

/** The last finite value of one seed; for a run that ends in NaN, the last value before it. */
export function lastFinite(history: History | undefined, seed: number): number | undefined {
  const values = history?.[seed] ?? [];
  for (let step = values.length - 1; step >= 0; step--) {
    const value = values[step];
    if (value !== null && value !== undefined) return value;
  }
  return undefined;
}

/** The seeds, by number, for which a statement holds. */
export function seedsWhere(seeds: number, holds: (seed: number) => boolean): number[] {
  return Array.from({ length: seeds }, (_, seed) => seed).filter(holds);
}

/** A finding holds only if it holds for more than half of the seeds. */
export function isMost(holding: readonly number[], seeds: number): boolean {
  return holding.length * 2 > seeds;
}

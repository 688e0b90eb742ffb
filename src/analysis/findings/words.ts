import type { LayerNode } from '../../shared/network/network';
import { shortName } from '../../shared/report/format';

/** `1 layer`, `4 layers`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `Conv2D 1`, `Conv2D 1 and 1 more layer`, `Conv2D 1 and 11 more layers`. */
export function firstAndMore(first: LayerNode, total: number): string {
  const name = shortName(first);
  return total > 1 ? `${name} and ${counted(total - 1, 'more layer')}` : name;
}

/** Tells a number of one run from the middle one of several. */
export function overSeeds(seeds: number): string {
  return seeds > 1 ? ` (median of ${seeds} seeds)` : '';
}

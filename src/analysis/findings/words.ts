/** `1 layer`, `4 layers`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `conv_1`, `conv_1 and 1 more layer`, `conv_1 and 11 more layers`. */
export function firstAndMore(first: string, total: number): string {
  return total > 1 ? `${first} and ${counted(total - 1, 'more layer')}` : first;
}

/** Tells a number of one run from the middle one of several. */
export function overSeeds(seeds: number): string {
  return seeds > 1 ? ` (median of ${seeds} seeds)` : '';
}

/** The mean; NaN of none. */
export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The value at a share of a sorted list, between its neighbours (Hyndman and Fan 1996, type 7). `undefined` of none. */
export function quantileOf(sorted: readonly number[], share: number): number | undefined {
  const position = (sorted.length - 1) * share;
  const low = sorted[Math.floor(position)];
  const high = sorted[Math.ceil(position)];
  if (low === undefined || high === undefined) return undefined;
  return low === high ? low : low + (high - low) * (position - Math.floor(position));
}

/** The middle value; the mean of the two middle ones of an even number. `undefined` of none. */
export function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

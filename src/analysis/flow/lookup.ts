/** Stands for a producer through which no gradient flows. */
export const NONE = -1;

/** The entry at `index`, which the caller knows to exist. */
export function at<T>(list: readonly T[], index: number): T {
  const entry = list[index];
  if (entry === undefined) throw new RangeError(`no entry ${index} in a list of ${list.length}`);
  return entry;
}

/**
 * The number at `index`, which the caller knows to exist; separate from `at` because each then stays fast.
 */
export function int(numbers: Int32Array, index: number): number {
  const entry = numbers[index];
  if (entry === undefined) throw new RangeError(`no entry ${index} of ${numbers.length} numbers`);
  return entry;
}

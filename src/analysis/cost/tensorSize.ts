import type { Shape } from '../../shared/network/network';

const BYTES_PER_FLOAT = 4;

/** Entries of one sample; `undefined` where an extent is unknown. The first extent is the batch. */
export function entriesOf(shape: Shape): number | undefined {
  return shape
    .slice(1)
    .reduce<number | undefined>(
      (product, extent) =>
        extent === null || product === undefined ? undefined : product * extent,
      1,
    );
}

/** Bytes of one sample in float32 over several tensors; `undefined` where an extent is unknown. */
export function bytesOf(shapes: readonly Shape[]): number | undefined {
  return sumOf(shapes.map(entriesOf), (entries) => entries * BYTES_PER_FLOAT);
}

/** The sum of the numbers, or of `each` of them; `undefined` where one of them is. */
export function sumOf(
  numbers: readonly (number | undefined)[],
  each: (value: number) => number = (value) => value,
): number | undefined {
  let sum = 0;
  for (const value of numbers) {
    if (value === undefined) return undefined;
    sum += each(value);
  }
  return sum;
}

import { type FeatureMap, sampleExtents } from '../../shared/network/axes';
import type { LayerNode, Shape } from '../../shared/network/network';

const BYTES_PER_FLOAT = 4;

/** Number of places that extents span; `undefined` if one of them is unknown. */
export const placesIn = (extents: Shape, each = 1): number | undefined =>
  extents.reduce<number | undefined>(
    (product, extent) => (extent === null || product === undefined ? undefined : product * extent),
    each,
  );

/** Entries of one sample; `undefined` if an extent is unknown. */
export const entriesOf = (tensor: FeatureMap): number | undefined =>
  placesIn(sampleExtents(tensor), tensor.perSample);

/** Bytes of a layer's outputs for one sample in float32; `undefined` if an extent is unknown. */
export function bytesOf(layer: LayerNode): number | undefined {
  const entries = layer.outputShape.map((shape) => entriesOf({ ...layer, shape }));
  return sumOf(entries, (count) => count * BYTES_PER_FLOAT);
}

/** The sum of the numbers, or of `each` of them; `undefined` if one of them is. */
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

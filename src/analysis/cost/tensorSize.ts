import { type FeatureMap, sampleExtents } from '../../shared/network/axes';
import type { BytesByType, LayerNode, Shape } from '../../shared/network/network';

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

/** Bytes of one entry of a layer's output, as the framework holds it. */
export const entryBytesOf = ({ entryBytes }: LayerNode, output: number): number =>
  entryBytes?.[output] ?? BYTES_PER_FLOAT;

/** Bytes of a layer's outputs for one sample; `undefined` if an extent is unknown. */
export function bytesOf(layer: LayerNode): number | undefined {
  const bytes = layer.outputShape.map((shape, output) => {
    const entries = entriesOf({ ...layer, shape });
    return entries === undefined ? undefined : entries * entryBytesOf(layer, output);
  });
  return sumOf(bytes);
}

/** Bytes of a layer's parameters and buffers as the model holds them, by the type of their numbers. */
export function weightBytesOf({
  weightBytes,
  parameters: { trainable, frozen },
  buffers = 0,
}: LayerNode): BytesByType {
  const entries = trainable + frozen + buffers;
  return weightBytes ?? (entries === 0 ? {} : { float32: BYTES_PER_FLOAT * entries });
}

/** Bytes of ∂L/∂W of a layer's trainable parameters. */
export const gradientBytesOf = ({ gradientBytes, parameters }: LayerNode): number =>
  gradientBytes ?? BYTES_PER_FLOAT * parameters.trainable;

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

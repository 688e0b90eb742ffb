import { hash, normals } from '../data/random';
import type { WeightValues } from '../model/lab';
import type { WeightOffset } from '../model/trainer';

/**
 * A random direction in the space of the weights, in which each filter is as long as the filter that it is
 * added to (Li et al. 2018, §4). Filters lie along the last axis, rows of a table along the first; vectors
 * (biases, norms) stay. By the weight's position in the description.
 */
export function filterDirection(
  weights: readonly WeightValues[],
  isTable: (at: number) => boolean,
  seed: number,
): WeightOffset {
  return new Map(
    weights.flatMap(({ values, shape, trainable }, at): [number, Float32Array][] => {
      if (!trainable || shape.length < 2) return [];
      const drawn = normals(values.length, hash(seed, at, 41));
      const filters = isTable(at) ? (shape[0] ?? 1) : (shape.at(-1) ?? 1);
      const filterOf = isTable(at)
        ? (i: number): number => Math.floor(i / (values.length / filters))
        : (i: number): number => i % filters;
      return [[at, scaled(drawn, values, { filters, filterOf })]];
    }),
  );
}

interface Filters {
  readonly filters: number;
  readonly filterOf: (entry: number) => number;
}

function scaled(drawn: Float32Array, values: Float32Array, { filters, filterOf }: Filters) {
  const squares = (of: Float32Array): Float64Array => {
    const sums = new Float64Array(filters);
    of.forEach((value, i) => {
      const filter = filterOf(i);
      sums[filter] = (sums[filter] ?? 0) + value * value;
    });
    return sums;
  };
  const [own, wanted] = [squares(drawn), squares(values)];
  return drawn.map((value, i) => {
    const filter = filterOf(i);
    const size = own[filter] ?? 0;
    return size > 0 ? value * Math.sqrt((wanted[filter] ?? 0) / size) : 0;
  });
}

/** A direction times a number. */
export const along = (direction: WeightOffset, distance: number): WeightOffset =>
  new Map([...direction].map(([at, values]) => [at, values.map((value) => distance * value)]));

import * as tf from '@tensorflow/tfjs-core';
import type { Affine } from '../../../shared/network/affine';

/** A layer as a plain function of concrete tensors. */
export type LayerFunction = (inputs: tf.Tensor[]) => tf.Tensor;

/** Relative to the largest value that is compared; float32 leaves about seven digits. */
const TOLERANCE = 1e-3;

const largest = (x: tf.Tensor): number => Math.max(...tf.max(tf.abs(x)).dataSync());

/** Equal in shape and, up to rounding, in every entry; what overflowed is equal to nothing. */
export function nearlyEqual(a: tf.Tensor, b: tf.Tensor): boolean {
  if (!tf.util.arraysEqual(a.shape, b.shape)) return false;
  const scale = Math.max(1e-3, largest(a), largest(b));
  return Number.isFinite(scale) && largest(tf.sub(a, b)) <= TOLERANCE * scale;
}

/** Normal values that are the same for the same shape and `seed`. */
export const sample = (shape: number[], seed: number): tf.Tensor =>
  tf.randomNormal(shape, 0, 1, 'float32', seed);

/** Traits of a function of one tensor, as evaluating it at a few points shows them. */
export interface UnaryTraits {
  /** The values that come in do not matter at all. */
  readonly constant: boolean;
  /** Every entry is this number; absent if they differ, or depend on what comes in. */
  readonly value?: number;
  /** f(x) = x · scale + offset, with two numbers; absent if no two fit. */
  readonly by?: Affine;
  /** f(x + y) = f(x) + f(y) − f(0). */
  readonly affine: boolean;
  /** f(0) = 0. */
  readonly fixesZero: boolean;
  /** f(x) − x is the same for every x: an identity, or a table that is added. */
  readonly offset: boolean;
  /** |f(x)| ≤ 1 for small and for very large x. */
  readonly bounded: boolean;
  /** Maps values within [0, 1] into [0, 1]. */
  readonly keepsUnitInterval: boolean;
  /** f(3x) = f(x): a normalisation. */
  readonly scaleInvariant: boolean;
}

const within = (x: tf.Tensor, low: number, high: number): boolean =>
  tf.all(tf.logicalAnd(tf.greaterEqual(x, low), tf.lessEqual(x, high))).dataSync()[0] === 1;

/** The number that every entry is, up to rounding; it is whole if it may be. */
function onlyNumber(x: tf.Tensor): number | undefined {
  const number = x.dataSync()[0];
  if (number === undefined || !nearlyEqual(x, tf.fill(x.shape, number))) return undefined;
  return Math.abs(number - Math.round(number)) <= TOLERANCE ? Math.round(number) : number;
}

/** The two numbers that take both tensors to their images, if any do. */
function affineBetween(
  [x, fx]: readonly [tf.Tensor, tf.Tensor],
  [y, fy]: readonly [tf.Tensor, tf.Tensor],
  fZero: tf.Tensor,
): Affine | undefined {
  const offset = onlyNumber(fZero);
  if (offset === undefined) return undefined;
  const slope = tf.div(tf.sum(tf.mul(tf.sub(fx, offset), x)), tf.sum(tf.square(x))).dataSync()[0];
  if (slope === undefined) return undefined;
  const isWhole = Math.abs(slope - Math.round(slope)) <= TOLERANCE;
  const scale = isWhole ? Math.round(slope) : slope;
  const fits = (from: tf.Tensor, to: tf.Tensor): boolean =>
    nearlyEqual(to, tf.add(tf.mul(from, scale), offset));
  return fits(x, fx) && fits(y, fy) ? { scale, offset } : undefined;
}

/** Evaluates a function of one tensor at seeded random points. Call inside `tf.tidy`. */
export function unaryTraits(layer: LayerFunction, shape: number[]): UnaryTraits {
  const f = (x: tf.Tensor): tf.Tensor => layer([x]);
  const [x, y] = [sample(shape, 1), sample(shape, 2)];
  const [fx, fy, fZero] = [f(x), f(y), f(tf.zeros(shape))];
  const sameShape = tf.util.arraysEqual(fx.shape, shape);
  const constant = nearlyEqual(fx, fy) && nearlyEqual(fx, fZero);
  const value = constant ? onlyNumber(fZero) : undefined;
  const by = sameShape && !constant ? affineBetween([x, fx], [y, fy], fZero) : undefined;
  return {
    constant,
    ...(value !== undefined && { value }),
    ...(by && { by }),
    affine: nearlyEqual(tf.add(f(tf.add(x, y)), fZero), tf.add(fx, fy)),
    fixesZero: largest(fZero) <= TOLERANCE,
    offset: sameShape && nearlyEqual(tf.sub(fx, x), tf.sub(fy, y)),
    bounded: within(fx, -1, 1) && within(f(tf.mul(x, 1000)), -1, 1),
    keepsUnitInterval: [fZero, f(tf.ones(shape)), f(tf.clipByValue(tf.abs(x), 0, 1))].every(
      (value) => within(value, -TOLERANCE, 1 + TOLERANCE),
    ),
    scaleInvariant: nearlyEqual(f(tf.mul(x, 3)), fx),
  };
}

/**
 * The factor k with f(…, aᵢ + δ, …) − f(…, aᵢ, …) = kδ for the input at `slot`, or `undefined`
 * if no single factor fits: the input is not simply added. Call inside `tf.tidy`.
 */
export function additiveFactor(
  layer: LayerFunction,
  inputs: tf.Tensor[],
  slot: number,
): number | undefined {
  const shape = inputs[slot]?.shape ?? [];
  const step = sample(shape, 17);
  const moved = inputs.map((input, i) => (i === slot ? tf.add(input, step) : input));
  const change = tf.sub(layer(moved), layer(inputs));
  const spread = tf.add(step, tf.zerosLike(change));
  if (!tf.util.arraysEqual(spread.shape, change.shape)) return undefined;
  const factor = tf.div(tf.sum(tf.mul(change, spread)), tf.sum(tf.square(spread)));
  return nearlyEqual(change, tf.mul(factor, spread)) ? factor.dataSync()[0] : undefined;
}

/** Tells whether a change at one end of a sequence [batch, time, features] reaches the other end. */
export function mixesOverTime(layer: LayerFunction, inputs: tf.Tensor[]): boolean {
  const [x, ...rest] = inputs;
  if (x?.rank !== 3) return false;
  const length = x.shape[1] ?? 0;
  const at = (step: number): tf.Tensor =>
    tf.reshape(tf.oneHot(tf.tensor1d([step], 'int32'), length), [1, length, 1]);
  const reaches = (from: number, to: number): boolean => {
    const moved = tf.add(x, tf.mul(at(from), sample(x.shape, 5)));
    const change = tf.sub(layer([moved, ...rest]), layer(inputs));
    if (change.rank !== 3 || change.shape[1] !== length) return false;
    return largest(tf.mul(change, at(to))) > 0;
  };
  return length >= 4 && (reaches(length - 1, 0) || reaches(0, length - 1));
}

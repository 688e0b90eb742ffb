// One pass each over the raw values of a tensor. They are the cost of the taps, hence the plain
// indexed loops with several sums at once: iterators take eight times as long, a shared accessor four.
import { BINS, LEAST_EXPONENT } from '../../../model/stepReadings';

export type Values = Float32Array | Float64Array | Int32Array | Uint8Array;

/** Σx² in double precision: exact enough for any gradient that float32 can hold. */
export function sumOfSquares(values: Values): number {
  const { length } = values;
  const even = length - (length % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < even; i += 4) {
    const p = values[i] as number;
    const q = values[i + 1] as number;
    const r = values[i + 2] as number;
    const s = values[i + 3] as number;
    a += p * p;
    b += q * q;
    c += r * r;
    d += s * s;
  }
  for (let i = even; i < length; i++) a += (values[i] as number) * (values[i] as number);
  return a + b + c + d;
}

/** Σab of two tensors of one shape. */
export function innerProduct(a: Values, b: Values): number {
  const { length } = a;
  const even = length - (length % 4);
  let [w, x, y, z] = [0, 0, 0, 0];
  for (let i = 0; i < even; i += 4) {
    w += (a[i] as number) * (b[i] as number);
    x += (a[i + 1] as number) * (b[i + 1] as number);
    y += (a[i + 2] as number) * (b[i + 2] as number);
    z += (a[i + 3] as number) * (b[i + 3] as number);
  }
  for (let i = even; i < length; i++) w += (a[i] as number) * (b[i] as number);
  return w + x + y + z;
}

/** Largest magnitude; not a number if an entry is none. */
export function largest(values: Values): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i] as number));
  return most;
}

export function countNaNs(values: Values): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) count++;
  return count;
}

export function countInfinities(values: Values): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i] as number) === Infinity) count++;
  return count;
}

export function countZeros(values: Values): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if ((values[i] as number) === 0) count++;
  return count;
}

/** The exponent field of a float32: 8 bits behind the sign, counted from −127; all ones is not finite. */
const EXPONENT_SHIFT = 23;
const EXPONENT_BIAS = 127;
const NOT_FINITE = 255;
const MAGNITUDE = 0x7fffffff;

/** Entries by their binary exponent, read off the bits: no logarithm is taken. */
export function exponentCounts(values: Values): number[] {
  const floats = values instanceof Float32Array ? values : Float32Array.from(values);
  const bits = new Int32Array(floats.buffer, floats.byteOffset, floats.length);
  const byField = new Uint32Array(256);
  let zeros = 0;
  for (let i = 0; i < bits.length; i++) {
    const magnitude = (bits[i] as number) & MAGNITUDE;
    byField[magnitude >>> EXPONENT_SHIFT] = (byField[magnitude >>> EXPONENT_SHIFT] as number) + 1;
    if (magnitude === 0) zeros++;
  }
  const counts = new Array<number>(BINS).fill(0);
  for (let field = 0; field < NOT_FINITE; field++) {
    const bin = Math.min(BINS - 1, Math.max(0, field - EXPONENT_BIAS - LEAST_EXPONENT));
    const count = (byField[field] as number) - (field === 0 ? zeros : 0);
    counts[bin] = (counts[bin] as number) + count;
  }
  return counts;
}

/** Mean and variance over all entries. */
export function activationMoments(values: Values): {
  readonly mean: number;
  readonly variance: number;
} {
  const { length } = values;
  const even = length - (length % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  // Added in pairs first: a quarter faster than two sums each, and twice as fast as four.
  for (let i = 0; i < even; i += 4) {
    const p = values[i] as number;
    const q = values[i + 1] as number;
    const r = values[i + 2] as number;
    const s = values[i + 3] as number;
    a += p + q;
    b += r + s;
    c += p * p + q * q;
    d += r * r + s * s;
  }
  for (let i = even; i < length; i++) {
    a += values[i] as number;
    c += (values[i] as number) ** 2;
  }
  const mean = (a + b) / length;
  return { mean, variance: Math.max(0, (c + d) / length - mean * mean) };
}

/** The entries of one axis: how many, and how far neighbours lie apart in the values. */
export interface Units {
  readonly count: number;
  readonly stride: number;
}

/** Σx² of each unit. */
export function unitSquares(values: Values, { count, stride }: Units): number[] {
  const sums = new Array<number>(count).fill(0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const unit = Math.floor(i / stride) % count;
    sums[unit] = (sums[unit] as number) + value * value;
  }
  return sums;
}

/** Gives up on a unit as soon as too many of its values are not zero: live units are cheap. */
function isDead(values: Values, units: Units, unit: number, zeroShare: number): boolean {
  const mostAlive = (1 - zeroShare) * (values.length / units.count);
  const step = units.count * units.stride;
  let alive = 0;
  for (let run = unit * units.stride; run < values.length; run += step) {
    for (let i = run; i < run + units.stride; i++) if (values[i] !== 0) alive++;
    if (alive > mostAlive) return false;
  }
  return alive <= mostAlive;
}

/** Units of whose values at least such a share is zero. */
export function deadUnits(values: Values, units: Units, zeroShare: number): number {
  let dead = 0;
  for (let unit = 0; unit < units.count; unit++) if (isDead(values, units, unit, zeroShare)) dead++;
  return dead;
}

/** Tells whether several units all have the same values; stops at the first that differs. */
export function unitsEqual(values: Values, { count, stride }: Units): boolean {
  if (count < 2) return false;
  for (let i = 0; i < values.length; i++) {
    const beyond = i % (count * stride);
    if (values[i] !== values[i - beyond + (beyond % stride)]) return false;
  }
  return true;
}

/** Entries where the slope of the curve, told from its value, is flatter than a limit. */
export function countSaturated(values: Values, curve: 'sigmoid' | 'tanh', flat: number): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const y = values[i] as number;
    const slope = curve === 'sigmoid' ? y * (1 - y) : 1 - y * y;
    if (slope < flat) count++;
  }
  return count;
}

/** Σ(after − before)², Σbefore², and how many entries a gradient other than zero left unchanged. */
export function updateSums(
  before: Values,
  after: Values,
  gradient: Values,
): { readonly change: number; readonly old: number; readonly lost: number } {
  let [change, old, lost] = [0, 0, 0];
  for (let i = 0; i < before.length; i++) {
    const step = (after[i] as number) - (before[i] as number);
    change += step * step;
    old += (before[i] as number) * (before[i] as number);
    if (step === 0 && (gradient[i] as number) !== 0) lost++;
  }
  return { change, old, lost };
}

/** The entry-wise sum of tensors of one shape; a single one is returned as it is. */
export function totalOf(tensors: readonly Values[]): Values {
  const [first, ...rest] = tensors;
  if (!first || rest.length === 0) return first ?? new Float64Array(0);
  const total = Float64Array.from(first);
  for (const values of rest) {
    for (let i = 0; i < total.length; i++) total[i] = (total[i] as number) + (values[i] as number);
  }
  return total;
}

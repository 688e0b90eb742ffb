// One pass each over the raw values of a tensor. They are the cost of the taps, hence the plain
// indexed loops with several sums at once: iterators and closures take eight times as long.
import { DEAD_SHARE, FLAT_SLOPE } from './reductions';

export type Values = Float32Array | Float64Array | Int32Array | Uint8Array;

const at = (values: Values, index: number): number => values[index] as number;

/** Σx² in double precision: exact enough for any gradient that float32 can hold. */
export function sumOfSquares(values: Values): number {
  const { length } = values;
  const even = length - (length % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < even; i += 4) {
    const p = at(values, i);
    const q = at(values, i + 1);
    const r = at(values, i + 2);
    const s = at(values, i + 3);
    a += p * p;
    b += q * q;
    c += r * r;
    d += s * s;
  }
  for (let i = even; i < length; i++) a += at(values, i) * at(values, i);
  return a + b + c + d;
}

export function innerProduct(one: Values, other: Values): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += at(one, i) * at(other, i);
  return sum;
}

/** Largest magnitude; not a number where an entry is none. */
export function largest(values: Values): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(at(values, i)));
  return most;
}

export function countNaNs(values: Values): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (Number.isNaN(at(values, i))) count++;
  return count;
}

export function countInfinities(values: Values): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (Math.abs(at(values, i)) === Infinity) count++;
  return count;
}

export function countZeros(values: Values): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (at(values, i) === 0) count++;
  return count;
}

/** Mean and variance over all entries. */
export function activationMoments(values: Values): {
  readonly mean: number;
  readonly variance: number;
} {
  const { length } = values;
  const even = length - (length % 2);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < even; i += 2) {
    const p = at(values, i);
    const q = at(values, i + 1);
    a += p;
    b += q;
    c += p * p;
    d += q * q;
  }
  if (even < length) {
    a += at(values, even);
    c += at(values, even) ** 2;
  }
  const mean = (a + b) / length;
  return { mean, variance: Math.max(0, (c + d) / length - mean * mean) };
}

const SIGN_CLEARED = 0x7fffffff;

/** Units (entries of the last axis) whose values are zero nearly always. */
export function deadUnits(values: Values, units: number): number {
  // Zeros are told by their bits: a comparison would be mispredicted at every other entry.
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  const zeros = new Int32Array(units);
  for (let i = 0; i < bits.length; i += units) {
    for (let unit = 0; unit < units; unit++) {
      const magnitude = at(bits, i + unit) & SIGN_CLEARED;
      zeros[unit] = at(zeros, unit) + ((magnitude - 1) >>> 31);
    }
  }
  const enough = DEAD_SHARE * (values.length / units);
  return zeros.filter((count) => count >= enough).length;
}

/** Entries where the slope of the curve, told from its value, is nearly zero. */
export function countSaturated(values: Values, curve: 'sigmoid' | 'tanh'): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const y = at(values, i);
    const slope = curve === 'sigmoid' ? y * (1 - y) : 1 - y * y;
    if (slope < FLAT_SLOPE) count++;
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
    const step = at(after, i) - at(before, i);
    change += step * step;
    old += at(before, i) * at(before, i);
    if (step === 0 && at(gradient, i) !== 0) lost++;
  }
  return { change, old, lost };
}

/** The entry-wise sum of tensors of one shape; a single one is returned as it is. */
export function totalOf(tensors: readonly Values[]): Values {
  const [first, ...rest] = tensors;
  if (!first || rest.length === 0) return first ?? new Float64Array(0);
  const total = Float64Array.from(first);
  for (const values of rest) {
    for (let i = 0; i < total.length; i++) total[i] = at(total, i) + at(values, i);
  }
  return total;
}

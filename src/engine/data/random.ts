/** Mixes the parts of a seed into 32 bits (the finaliser of MurmurHash3). */
export function hash(...parts: readonly number[]): number {
  let h = 0x9e3779b9;
  for (const part of parts) {
    h = Math.imul(h ^ Math.floor(part), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return h >>> 0;
}

/** Uniform numbers in [0, 1), the same for the same seed. */
export interface RandomSequence {
  readonly next: () => number;
  /** Returns a function that takes the sequence back to where it is now. */
  readonly mark: () => () => void;
}

/** A sequence by mulberry32, 32 bits of state. */
export function randomSequence(seed: number): RandomSequence {
  let state = hash(seed);
  return {
    next: () => {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    },
    mark: () => {
      const kept = state;
      return () => {
        state = kept;
      };
    },
  };
}

export const uniformFrom = (seed: number): (() => number) => randomSequence(seed).next;

/** `count` normal values of mean 0 and variance 1 (Box and Muller 1958). */
export function normals(count: number, seed: number): Float32Array {
  const uniform = uniformFrom(seed);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    values[i] = radius * Math.cos(angle);
    if (i + 1 < count) values[i + 1] = radius * Math.sin(angle);
  }
  return values;
}

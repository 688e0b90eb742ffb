import * as tf from '@tensorflow/tfjs-core';

/** Numbers without a tensor, so that they can be made before a backend is open. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A repeatable draw in [0, 1) (linear congruential, the constants of Numerical Recipes). */
export function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface Draws {
  /** Uniform numbers. */
  readonly uniform: (shape: readonly number[], low?: number, high?: number) => Values;
  /** Numbers at equal distances in a random order: no two are so close that a difference takes one past the other. */
  readonly distinct: (shape: readonly number[], low?: number, high?: number) => Values;
}

/** Repeatable values, which no other file's draws change. */
export function drawsFrom(seed: number): Draws {
  const next = randomSource(seed);
  const uniform = (shape: readonly number[], low = -1, high = 1): Values => {
    const size = shape.reduce((product, count) => product * count, 1);
    return { shape, data: Float32Array.from({ length: size }, () => low + (high - low) * next()) };
  };
  const distinct = (shape: readonly number[], low = -1, high = 1): Values => {
    const { data } = uniform(shape);
    const ranks = [...data.keys()].sort((a, b) => data[a]! - data[b]!);
    ranks.forEach((at, rank) => {
      data[at] = low + ((high - low) * rank) / data.length;
    });
    return { shape, data };
  };
  return { uniform, distinct };
}

export const toTensor = ({ shape, data }: Values): tf.Tensor => tf.tensor(data, [...shape]);

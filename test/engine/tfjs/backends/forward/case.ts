import type * as tf from '@tensorflow/tfjs';

/** An operation on drawn operands. */
export interface ForwardCase {
  /** Cases of one operation make one test. */
  readonly operation: string;
  /** The distinguishing feature of this case. */
  readonly variant: string;
  readonly shapes: readonly (readonly number[])[];
  readonly run: (...operands: tf.Tensor[]) => tf.Tensor;
}

/** Ranks 1 to 6, with axes of one entry in all places. */
export const shapes: readonly (readonly number[])[] = [
  [3],
  [2, 3],
  [2, 3, 4],
  [2, 1, 4],
  [1, 3, 1, 2],
  [2, 3, 4, 2],
  [2, 2, 1, 3, 2],
  [1, 2, 2, 1, 2, 2],
];

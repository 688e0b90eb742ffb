import type * as tf from '@tensorflow/tfjs-core';
import type { OutputLoss } from '../tfjs/trainer/losses';

/** One training step's data. Targets are made to fit the predictions, whose shapes are known by then. */
export interface Batch {
  readonly inputs: readonly tf.Tensor[];
  /** The caller frees what this returns; call inside `tf.tidy`. */
  target(output: number, prediction: tf.Tensor, loss: OutputLoss): tf.Tensor;
}

export interface DataSource {
  readonly kind: 'synthetic' | 'file';
  readonly batchSize: number;
  /** The same for the same step. The caller frees the inputs. */
  batch(step: number): Batch;
}

export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, extent) => product * extent, 1);

import * as tf from '@tensorflow/tfjs-core';
import type { BatchData, TensorData } from '../../model/trainer';

/** A step's data as tensors. */
export interface Feed {
  readonly inputs: readonly tf.Tensor[];
  /** Call inside `tf.tidy` or a gradient function, which frees the returned tensors. */
  target(output: number, predictionShape: readonly number[]): tf.Tensor;
}

const tensorOf = ({ values, shape, dtype }: TensorData): tf.Tensor =>
  tf.tensor(values, [...shape], dtype);

/** The caller frees the inputs. */
export const feedOf = (batch: BatchData): Feed => ({
  inputs: batch.inputs.map(tensorOf),
  target: (output, predictionShape) => tensorOf(batch.target(output, predictionShape)),
});

import * as tf from '@tensorflow/tfjs-core';
import type { Lowering } from '../values/call';
import { inOrder, offTape, ordered, wrapped } from '../values/value';

/** Rows of a table by their numbers. */
export const embedding: Lowering = (call) => {
  if (call.maybeNumber('max_norm') !== undefined) call.refuse('max_norm');
  const weight = inOrder(call.value('weight'));
  const ids = tf.cast(offTape(inOrder(call.value('input'))), 'int32');
  const rows = tf.gather(weight, ids);
  const padding = call.maybeNumber('padding_idx');
  if (padding === undefined) return ordered(rows);
  // The row of padding is looked up and not trained.
  const trained = tf.expandDims(
    tf.cast(tf.notEqual(ids, tf.scalar(wrapped(padding, weight.shape[0]), 'int32')), 'float32'),
    -1,
  );
  const idle = tf.customGrad((value, save) => {
    (save as tf.GradSaveFunc)([trained]);
    return {
      value: tf.clone(value as tf.Tensor),
      gradFunc: (dy: tf.Tensor, [mask]: tf.Tensor[]) => tf.mul(dy, mask as tf.Tensor),
    };
  })(rows);
  return ordered(idle);
};

import * as tf from '@tensorflow/tfjs-core';

/** Puts an axis last, and back again after some work. */
export function withLast(
  x: tf.Tensor,
  axis: number,
  work: (last: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  const end = x.rank - 1;
  if (axis === end) return work(x);
  const others = Array.from({ length: x.rank }, (_, i) => i).filter((i) => i !== axis);
  const there = [...others, axis];
  const back = there.map((_, i) => there.indexOf(i));
  return tf.transpose(work(tf.transpose(x, there)), back);
}

/** The product of each place's channels, which lie last, with a matrix. */
export function overChannels(x: tf.Tensor, kernel: tf.Tensor2D): tf.Tensor {
  const [takes, gives] = kernel.shape;
  const flat = tf.reshape(x, [-1, takes]);
  return tf.reshape(tf.matMul(flat as tf.Tensor2D, kernel), [...x.shape.slice(0, -1), gives]);
}

/** Means over windows, until a map has these extents; channels lie last. */
export function shrunkTo(x: tf.Tensor, extents: readonly number[]): tf.Tensor {
  const own = x.shape.slice(1, -1);
  if (tf.util.arraysEqual([...own], [...extents])) return x;
  const factor = Math.round((own[0] ?? 1) / (extents[0] ?? 1));
  return tf.avgPool(x as tf.Tensor4D, factor, factor, 'same');
}

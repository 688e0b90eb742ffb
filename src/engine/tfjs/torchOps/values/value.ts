import * as tf from '@tensorflow/tfjs-core';

/** A tensor in torch's order of axes, or with its channels (axis 1) moved to the end. */
export interface Value {
  readonly tensor: tf.Tensor;
  readonly channelsLast: boolean;
}

/** `[n, c, …spatial]` → `[n, …spatial, c]`. */
const toLast = (rank: number): number[] => [0, ...range(2, rank), 1];
/** `[n, …spatial, c]` → `[n, c, …spatial]`. */
const toSecond = (rank: number): number[] => [0, rank - 1, ...range(1, rank - 1)];

export const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

/** A value in torch's order. */
export const ordered = (tensor: tf.Tensor): Value => ({ tensor, channelsLast: false });

/** A picture, sequence or volume with its channels last, `[n, …spatial, c]`. */
export const picture = (tensor: tf.Tensor): Value => ({ tensor, channelsLast: tensor.rank > 2 });

/** The tensor in torch's order. */
export const inOrder = ({ tensor, channelsLast }: Value): tf.Tensor =>
  channelsLast ? tf.transpose(tensor, toSecond(tensor.rank)) : tensor;

/** The tensor with its channels last; rank 3 and more. */
export const asPicture = ({ tensor, channelsLast }: Value): tf.Tensor =>
  channelsLast || tensor.rank < 3 ? tensor : tf.transpose(tensor, toLast(tensor.rank));

/** The extents in torch's order. */
export const shapeOf = ({ tensor, channelsLast }: Value): number[] =>
  channelsLast ? toSecond(tensor.rank).map((axis) => tensor.shape[axis] ?? 1) : [...tensor.shape];

/** A result of image operations in torch's order, kept with its channels last from here on. */
export const keptAsPicture = (tensor: tf.Tensor): Value =>
  tensor.rank < 3 ? ordered(tensor) : { tensor: asPicture(ordered(tensor)), channelsLast: true };

/** The axes of torch's order in the order that the tensor is stored in. */
export const storedAxes = ({ tensor, channelsLast }: Value): number[] =>
  channelsLast ? toLast(tensor.rank) : range(0, tensor.rank);

/**
 * Brings operands of an element-wise operation to one order: channels last if one of those with the most
 * axes has them so. Others are extended in front, as broadcasting does.
 */
export function aligned(values: readonly Value[]): {
  readonly tensors: tf.Tensor[];
  readonly channelsLast: boolean;
} {
  const rank = Math.max(...values.map(({ tensor }) => tensor.rank));
  const channelsLast = values.some((one) => one.channelsLast && one.tensor.rank === rank);
  if (!channelsLast) return { tensors: values.map(inOrder), channelsLast };
  const tensors = values.map((value) => {
    if (value.tensor.rank === 0 || (value.channelsLast && value.tensor.rank === rank)) {
      return value.tensor;
    }
    const shape = shapeOf(value);
    const full = [...Array<number>(rank - shape.length).fill(1), ...shape];
    return tf.transpose(tf.reshape(inOrder(value), full), toLast(rank));
  });
  return { tensors, channelsLast };
}

/** Passes a tensor on and no gradient back. */
export const withoutGradient = (x: tf.Tensor): tf.Tensor =>
  x.dtype === 'float32'
    ? tf.customGrad((value) => ({
        value: tf.clone(value as tf.Tensor),
        gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
      }))(x)
    : x;

/** The parts of an axis; TensorFlow.js has no gradient of a split into one. */
export const partsOf = (x: tf.Tensor, sizes: number[], axis: number): tf.Tensor[] =>
  sizes.length === 1 ? [x] : tf.split(x, sizes, axis);

/** The slices along an axis, without it. */
export const slicesOf = (x: tf.Tensor, axis = 0): tf.Tensor[] =>
  x.shape[axis] === 1 ? [tf.squeeze(x, [axis])] : tf.unstack(x, axis);

/** An axis in equal parts. */
export function equalParts(x: tf.Tensor, count: number, axis: number): tf.Tensor[] {
  const size = (x.shape[axis] ?? 1) / count;
  return partsOf(x, Array<number>(count).fill(size), axis);
}

/** A copy that the backward pass does not see: an index that was computed has no gradient to be asked for. */
export const offTape = (x: tf.Tensor): tf.Tensor => tf.tensor(x.dataSync(), x.shape, x.dtype);

/** A place along an axis, counted from the end if it is negative. */
export const wrapped = (at: number, extent: number): number => (at < 0 ? at + extent : at);

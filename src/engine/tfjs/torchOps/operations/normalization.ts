import * as tf from '@tensorflow/tfjs-core';
import type { Call, Lowering, Lowerings } from '../values/call';
import {
  asPicture,
  inOrder,
  keptAsPicture,
  ordered,
  picture,
  range,
  type Value,
} from '../values/value';

/**
 * (x − mean) / √(var + eps) over some axes, with the biased variance and the gradient in closed form: a composed
 * one cancels badly and keeps five tensors.
 */
function normalized(x: tf.Tensor, axes: number[], eps: number): tf.Tensor {
  return tf.customGrad((value, save) => {
    const input = value as tf.Tensor;
    const centred = tf.sub(input, tf.mean(input, axes, true));
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), axes, true), eps));
    const y = tf.mul(centred, inverse);
    (save as tf.GradSaveFunc)([y, inverse]);
    return {
      value: y,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [hat, scale] = saved as [tf.Tensor, tf.Tensor];
        const along = tf.mean(tf.mul(dy, hat), axes, true);
        const rest = tf.sub(tf.sub(dy, tf.mean(dy, axes, true)), tf.mul(hat, along));
        return tf.mul(scale, rest);
      },
    };
  })(x);
}

/** Scales and shifts by weights that are turned to fit. */
function scaled(
  y: tf.Tensor,
  call: Call,
  turn: (weight: tf.Tensor) => tf.Tensor = (w) => w,
): tf.Tensor {
  const weight = call.maybe('weight');
  const bias = call.maybe('bias');
  const grown = weight ? tf.mul(y, turn(inOrder(weight))) : y;
  return bias ? tf.add(grown, turn(inOrder(bias))) : grown;
}

/** The axes of `[n, …spatial, c]` but some. */
const axesOf = (x: tf.Tensor, without: readonly number[]): number[] =>
  range(0, x.rank).filter((axis) => !without.includes(axis));

/** Moves running statistics towards those of the batch; the variance there is the unbiased one, as in torch. */
function track(x: tf.Tensor, call: Call): void {
  const share = call.shareKept(call.number('momentum', 0.1));
  if (share === 0) return;
  const { mean, variance } = tf.moments(x, axesOf(x, [x.rank - 1]));
  const count = x.size / (x.shape.at(-1) ?? 1);
  const now = { running_mean: mean, running_var: tf.mul(variance, count / Math.max(count - 1, 1)) };
  for (const [slot, value] of Object.entries(now)) {
    const held = call.value(slot).tensor;
    if (!(held instanceof tf.Variable)) continue;
    held.assign(tf.add(tf.mul(held, 1 - share), tf.mul(value, share)));
  }
}

const batchNorm: Lowering = (call) => {
  const x = asPicture(call.value('input'));
  const eps = call.number('eps', 1e-5);
  const isTracked = call.isOperand('running_mean') && call.isOperand('running_var');
  if (call.flag('training', true) && (call.isTraining || !isTracked)) {
    if (isTracked) track(x, call);
    return picture(scaled(normalized(x, axesOf(x, [x.rank - 1]), eps), call));
  }
  const mean = inOrder(call.value('running_mean'));
  const variance = inOrder(call.value('running_var'));
  return picture(scaled(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, eps))), call));
};

const instanceNorm: Lowering = (call) => {
  const x = asPicture(call.value('input'));
  return picture(scaled(normalized(x, axesOf(x, [0, x.rank - 1]), call.number('eps', 1e-5)), call));
};

const groupNorm: Lowering = (call) => {
  const x = inOrder(call.value('input'));
  const [n = 1, channels = 1] = x.shape;
  const groups = call.number('num_groups');
  const y = normalized(tf.reshape(x, [n, groups, -1]), [2], call.number('eps', 1e-5));
  const turn = (w: tf.Tensor): tf.Tensor =>
    tf.reshape(
      w,
      x.shape.map((_, axis) => (axis === 1 ? channels : 1)),
    );
  return keptAsPicture(scaled(tf.reshape(y, x.shape), call, turn));
};

/** The last axes that a norm runs over. */
function lastAxes(call: Call, x: tf.Tensor): number[] {
  const count = call.numbers('normalized_shape').length;
  return range(x.rank - count, x.rank);
}

const layerNorm: Lowering = (call) => {
  const x = inOrder(call.value('input'));
  return ordered(scaled(normalized(x, lastAxes(call, x), call.number('eps', 1e-5)), call));
};

/** Zhang & Sennrich 2019. */
const rmsNorm: Lowering = (call) => {
  const x = inOrder(call.value('input'));
  const eps = call.maybeNumber('eps') ?? 2 ** -23;
  const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(x), lastAxes(call, x), true), eps));
  return ordered(scaled(tf.mul(x, inverse), call));
};

/** x / max(‖x‖ₚ, eps) along an axis. */
const unitLength: Lowering = (call) => {
  const x = inOrder(call.value('input'));
  const p = call.number('p', 2);
  const axis = call.number('dim', 1);
  const power =
    p === 1 ? tf.sum(tf.abs(x), axis, true) : tf.sum(tf.pow(tf.abs(x), tf.scalar(p)), axis, true);
  const length =
    p === 2
      ? tf.sqrt(tf.sum(tf.square(x), axis, true))
      : p === 1
        ? power
        : tf.pow(power, tf.scalar(1 / p));
  return ordered(tf.div(x, tf.maximum(length, call.number('eps', 1e-12))));
};

/** Krizhevsky et al. 2012: over neighbouring channels, as torch divides by the window. */
const localResponse: Lowering = (call) => {
  const x = asPicture(call.value('input'));
  const size = call.number('size');
  const squares = tf.square(x);
  const channels = x.shape.at(-1) ?? 1;
  const before = Math.floor(size / 2);
  const rows = range(0, channels).map((i) =>
    range(0, channels).map((j) => (j >= i - before && j < i - before + size ? 1 / size : 0)),
  );
  const window = tf.tensor2d(rows, [channels, channels]);
  const flat = tf.matMul(tf.reshape(squares, [-1, channels]), window, false, true);
  const mean = tf.reshape(flat, x.shape);
  const base = tf.add(call.number('k', 1), tf.mul(call.number('alpha', 1e-4), mean));
  return picture(tf.div(x, tf.pow(base, tf.scalar(call.number('beta', 0.75)))));
};

/** v · g / ‖v‖ over all axes but one (Salimans & Kingma 2016). */
const weightNorm: Lowering = (call): Value => {
  const v = inOrder(call.value('v'));
  const g = inOrder(call.value('g'));
  const kept = call.number('dim', 0);
  const axes = kept < 0 ? range(0, v.rank) : axesOf(v, [kept]);
  return ordered(tf.mul(v, tf.div(g, tf.sqrt(tf.sum(tf.square(v), axes, true)))));
};

/** Normalisations of activations and of weights. */
export const normalizations: Lowerings = {
  batch_norm: batchNorm,
  instance_norm: instanceNorm,
  group_norm: groupNorm,
  layer_norm: layerNorm,
  rms_norm: rmsNorm,
  normalize: unitLength,
  local_response_norm: localResponse,
  weight_norm: weightNorm,
};

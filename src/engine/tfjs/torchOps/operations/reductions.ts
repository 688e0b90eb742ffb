import * as tf from '@tensorflow/tfjs-core';
import type { Call, Lowering, Lowerings } from '../values/call';
import { inOrder, ordered, range } from '../values/value';

const float = (x: tf.Tensor): tf.Tensor => (x.dtype === 'float32' ? x : tf.cast(x, 'float32'));

/** The axes that are reduced: those of `dim`, or all. */
function axesOf(call: Call, x: tf.Tensor): number[] {
  const dims = call.maybeNumbers('dim');
  return dims && dims.length > 0 ? dims : range(0, x.rank);
}

const reduced =
  (f: (x: tf.Tensor, axes: number[], keep: boolean, call: Call) => tf.Tensor): Lowering =>
  (call) => {
    const x = inOrder(call.value('input'));
    return ordered(f(float(x), axesOf(call, x), call.flag('keepdim'), call));
  };

/** Σ(x − mean)² / (n − correction). */
function variance(x: tf.Tensor, axes: number[], keep: boolean, call: Call): tf.Tensor {
  const count = axes.reduce((n, axis) => n * (x.shape[axis] ?? 1), 1);
  const centred = tf.sub(x, tf.mean(x, axes, true));
  return tf.div(
    tf.sum(tf.square(centred), axes, keep),
    Math.max(0, count - call.number('correction', 1)),
  );
}

function norm(x: tf.Tensor, axes: number[], keep: boolean, call: Call): tf.Tensor {
  const p = call.text('p') === 'fro' ? 2 : call.number('p', 2);
  if (p === 2) return tf.sqrt(tf.sum(tf.square(x), axes, keep));
  if (p === 1) return tf.sum(tf.abs(x), axes, keep);
  if (p === Infinity) return tf.max(tf.abs(x), axes, keep);
  return tf.pow(tf.sum(tf.pow(tf.abs(x), tf.scalar(p)), axes, keep), tf.scalar(1 / p));
}

/** With `dim` the values and their places, without it the value alone. */
const extreme =
  (
    value: (x: tf.Tensor, axes: number[], keep: boolean) => tf.Tensor,
    place: (x: tf.Tensor, axis: number) => tf.Tensor,
  ): Lowering =>
  (call) => {
    const x = inOrder(call.value('input'));
    const dim = call.maybeNumber('dim');
    const keep = call.flag('keepdim');
    if (dim === undefined) return ordered(value(x, range(0, x.rank), false));
    const at = place(x, dim);
    return [ordered(value(x, [dim], keep)), ordered(keep ? tf.expandDims(at, dim) : at)];
  };

const placed =
  (place: (x: tf.Tensor, axis: number) => tf.Tensor): Lowering =>
  (call) => {
    const x = inOrder(call.value('input'));
    const dim = call.maybeNumber('dim');
    if (dim === undefined) return ordered(place(tf.reshape(x, [-1]), 0));
    const at = place(x, dim);
    return ordered(call.flag('keepdim') ? tf.expandDims(at, dim) : at);
  };

/** Runs a function of the last axis along any axis. */
const alongLast =
  (f: (x: tf.Tensor, call: Call) => tf.Tensor): Lowering =>
  (call) => {
    const x = float(inOrder(call.value('input')));
    const axis = call.number('dim', x.rank - 1);
    if (axis === x.rank - 1) return ordered(f(x, call));
    const order = [...range(0, x.rank).filter((each) => each !== axis), axis];
    return ordered(
      tf.transpose(
        f(tf.transpose(x, order), call),
        order.map((_, i) => order.indexOf(i)),
      ),
    );
  };

/** Reductions, and functions of one axis. */
export const reductions: Lowerings = {
  sum: reduced((x, axes, keep) => tf.sum(x, axes, keep)),
  mean: reduced((x, axes, keep) => tf.mean(x, axes, keep)),
  prod: reduced((x, axes, keep) => tf.prod(x, axes, keep)),
  amax: reduced((x, axes, keep) => tf.max(x, axes, keep)),
  amin: reduced((x, axes, keep) => tf.min(x, axes, keep)),
  logsumexp: reduced((x, axes, keep) => tf.logSumExp(x, axes, keep)),
  var: reduced(variance),
  std: reduced((x, axes, keep, call) => tf.sqrt(variance(x, axes, keep, call))),
  norm: reduced(norm),
  any: reduced((x, axes, keep) => tf.any(tf.cast(x, 'bool'), axes, keep)),
  all: reduced((x, axes, keep) => tf.all(tf.cast(x, 'bool'), axes, keep)),
  var_mean: (call) => {
    const x = float(inOrder(call.value('input')));
    const axes = axesOf(call, x);
    const keep = call.flag('keepdim');
    return [ordered(variance(x, axes, keep, call)), ordered(tf.mean(x, axes, keep))];
  },
  max: extreme(
    (x, axes, keep) => tf.max(x, axes, keep),
    (x, axis) => tf.argMax(x, axis),
  ),
  min: extreme(
    (x, axes, keep) => tf.min(x, axes, keep),
    (x, axis) => tf.argMin(x, axis),
  ),
  argmax: placed((x, axis) => tf.argMax(x, axis)),
  argmin: placed((x, axis) => tf.argMin(x, axis)),
  softmax: alongLast((x) => tf.softmax(x)),
  softmin: alongLast((x) => tf.softmax(tf.neg(x))),
  log_softmax: alongLast((x) => tf.logSoftmax(x)),
  cumsum: alongLast((x) => tf.cumsum(x, x.rank - 1)),
  glu: (call) => {
    const x = inOrder(call.value('input'));
    const [values, gate] = tf.split(x, 2, call.number('dim', x.rank - 1)) as [tf.Tensor, tf.Tensor];
    return ordered(tf.mul(values, tf.sigmoid(gate)));
  },
};

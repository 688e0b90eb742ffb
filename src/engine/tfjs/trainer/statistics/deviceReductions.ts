import * as tf from '@tensorflow/tfjs-core';
import { BINS, LEAST_EXPONENT } from '../../../model/stepReadings';
import type { UnitWatch } from '../../../model/trainer';
import type { ForkGradients, Reductions, WeightUpdate } from './reductions';

const count = (condition: tf.Tensor): tf.Tensor => tf.sum(tf.cast(condition, 'float32'));
const scaleOf = (x: tf.Tensor): tf.Tensor => tf.max(tf.abs(x));
const scaled = (x: tf.Tensor, scale: tf.Tensor): tf.Tensor => tf.divNoNan(x, scale);

/** `[scale, squares]` with the largest magnitude as the scale. */
function norm(x: tf.Tensor): tf.Tensor[] {
  const scale = scaleOf(x);
  return [scale, tf.sum(tf.square(scaled(x, scale)))];
}

/** `[scale, squares of each entry of an axis…]` */
function steps(x: tf.Tensor, axis: number): tf.Tensor[] {
  const scale = scaleOf(x);
  const others = x.shape.map((_, at) => at).filter((at) => at !== axis);
  return [scale, tf.sum(tf.square(scaled(x, scale)), others)];
}

function dead(y: tf.Tensor, zeroShare: number, channelAxis = y.rank - 1): tf.Tensor {
  const allButUnits = y.shape.map((_, axis) => axis).filter((axis) => axis !== channelAxis);
  const share = tf.mean(tf.cast(tf.equal(y, 0), 'float32'), allButUnits);
  return count(tf.greaterEqual(share, zeroShare));
}

function saturated(y: tf.Tensor, curve: 'sigmoid' | 'tanh', flat: number): tf.Tensor {
  const slope = curve === 'sigmoid' ? tf.mul(y, tf.sub(1, y)) : tf.sub(1, tf.square(y));
  return count(tf.less(slope, flat));
}

function noticeable(y: tf.Tensor, { curve, limit, channelAxis }: UnitWatch): tf.Tensor {
  return curve === 'rectifier' ? dead(y, limit, channelAxis) : saturated(y, curve, limit);
}

function activation(y: tf.Tensor, watch?: UnitWatch): tf.Tensor[] {
  const { mean, variance } = tf.moments(y);
  const units = watch ? noticeable(y, watch) : tf.scalar(0);
  return [mean, variance, count(tf.logicalNot(tf.isFinite(y))), units];
}

/** Tells whether the units of a kernel, which lie along an axis, are all equal. */
function unitsEqual(x: tf.Tensor, unitAxis: number | null): tf.Tensor {
  if (x.rank < 2 || unitAxis === null || (x.shape[unitAxis] ?? 1) < 2) return tf.scalar(0);
  const size = x.shape.map((extent, axis) => (axis === unitAxis ? 1 : extent));
  const first = tf.slice(
    x,
    size.map(() => 0),
    size,
  );
  return tf.cast(tf.all(tf.equal(x, first)), 'float32');
}

function values(x: tf.Tensor, unitAxis: number | null = x.rank - 1): tf.Tensor[] {
  const { mean, variance } = tf.moments(x);
  return [mean, variance, unitsEqual(x, unitAxis)];
}

function update({ before, after, gradient }: WeightUpdate): tf.Tensor[] {
  const lost = tf.logicalAnd(tf.equal(before, after), tf.notEqual(gradient, 0));
  return [...norm(tf.sub(after, before)), ...norm(before), count(lost)];
}

function fork({ shortcut, body }: ForkGradients): tf.Tensor[] {
  const [one, other] = [tf.addN([...shortcut]), tf.addN([...body])];
  const [oneScale, otherScale] = [scaleOf(one), scaleOf(other)];
  const inner = tf.sum(tf.mul(scaled(one, oneScale), scaled(other, otherScale)));
  return [...norm(one), ...norm(other), inner];
}

const weight = (gradient: tf.Tensor): tf.Tensor[] => [
  ...norm(gradient),
  scaleOf(gradient),
  count(tf.equal(gradient, 0)),
  count(tf.isNaN(gradient)),
  count(tf.isInf(gradient)),
];

/** Counts above each bin's lower bound, then their differences: what every backend can do. */
function histogram(x: tf.Tensor): tf.Tensor[] {
  const known = tf.where(tf.isFinite(x), tf.abs(x), tf.zerosLike(x));
  const atLeast = (bin: number): tf.Tensor =>
    bin === 0
      ? count(tf.greater(known, 0))
      : count(tf.greaterEqual(known, 2 ** (LEAST_EXPONENT + bin)));
  const above = Array.from({ length: BINS }, (_, bin) => atLeast(bin));
  return above.map((each, bin) => {
    const next = above[bin + 1];
    return next ? tf.sub(each, next) : each;
  });
}

/** One tensor of all numbers, kept beyond the surrounding `tf.tidy`. */
const packed = (parts: () => tf.Tensor[]): tf.Tensor1D =>
  tf.keep(
    tf.tidy(() => tf.concat(parts().map((part) => tf.reshape(tf.cast(part, 'float32'), [-1])))),
  );

/** Statistics as tensors on the device, for backends that keep their tensors out of reach. */
export const deviceReductions: Reductions<tf.Tensor1D> = {
  value: (x) => packed(() => [x]),
  values: (x, unitAxis) => packed(() => values(x, unitAxis)),
  gradient: (dy) => packed(() => norm(dy)),
  steps: (dy, axis) => packed(() => steps(dy, axis)),
  weight: (gradient) => packed(() => weight(gradient)),
  histogram: (x) => packed(() => histogram(x)),
  activation: (y, watch) => packed(() => activation(y, watch)),
  update: (each) => packed(() => update(each)),
  fork: (gradients) => packed(() => fork(gradients)),
};

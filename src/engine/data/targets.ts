import * as tf from '@tensorflow/tfjs-core';
import type { TargetForm } from '../tfjs/trainer/losses';
import { sizeOf } from './batch';
import { hash, normals } from './random';

/** Class numbers as a loss wants them. `labels` has the shape of the prediction less its last axis. */
export function encodeClasses(labels: tf.Tensor, count: number, form: TargetForm): tf.Tensor {
  const oneHot = (): tf.Tensor => tf.cast(tf.oneHot(tf.cast(labels, 'int32'), count), 'float32');
  return form === 'labels' ? tf.expandDims(tf.cast(labels, 'float32'), -1) : oneHot();
}

const isClassForm = (form: TargetForm): boolean => form === 'oneHot' || form === 'labels';

/** A number for every class and place, the same for the same seed. */
function byClass(place: number, { classes, seed }: Classes): Float32Array {
  const perClass = new Map(classes.map((label) => [label, normals(place, hash(seed, label))]));
  const values = new Float32Array(classes.length * place);
  classes.forEach((label, i) => values.set(perClass.get(label) ?? [], i * place));
  return values;
}

interface Classes {
  /** The class of each sample. */
  readonly classes: readonly number[];
  readonly seed: number;
}

function fromNormal(value: tf.Tensor, form: TargetForm): tf.Tensor {
  const isPositive = tf.cast(tf.greater(value, 0), 'float32');
  if (form === 'binary') return isPositive;
  return form === 'signs' ? tf.sub(tf.mul(isPositive, 2), 1) : value;
}

/** Targets that only the class of a sample decides, at every place of the prediction. */
export function classTarget(prediction: tf.Tensor, form: TargetForm, given: Classes): tf.Tensor {
  const { shape } = prediction;
  if (!isClassForm(form)) {
    return fromNormal(tf.tensor(byClass(sizeOf(shape.slice(1)), given), shape), form);
  }
  const count = shape.at(-1) ?? 1;
  const places = sizeOf(shape.slice(1, -1));
  const labels = given.classes.flatMap((label) =>
    Array.from({ length: places }, (_, place) => (label + hash(given.seed, place)) % count),
  );
  return encodeClasses(tf.tensor(labels, shape.slice(0, -1)), count, form);
}

/** Equal slices of the normal distribution: Φ(x) · count, by the logistic approximation of Φ. */
const quantile = (value: tf.Tensor, count: number): tf.Tensor =>
  tf.minimum(tf.floor(tf.mul(tf.sigmoid(tf.mul(value, 1.702)), count)), count - 1);

/** The mean over the channels, scaled back to variance 1. */
function channelMean(input: tf.Tensor): tf.Tensor {
  const channels = input.shape.at(-1) ?? 1;
  return tf.mul(tf.mean(input, -1, true), Math.sqrt(channels));
}

/**
 * Targets for an output as large as one of the inputs (segmentation, denoising): a function of the
 * input at the same place. `undefined` where no input has the output's places.
 */
export function targetLike(
  prediction: tf.Tensor,
  form: TargetForm,
  inputs: readonly tf.Tensor[],
): tf.Tensor | undefined {
  const places = prediction.shape.slice(0, -1);
  const source = inputs.find(
    ({ shape }) => shape.length >= 3 && tf.util.arraysEqual(shape.slice(0, -1), places),
  );
  if (!source) return undefined;
  const mean = channelMean(source);
  const count = prediction.shape.at(-1) ?? 1;
  if (isClassForm(form)) return encodeClasses(tf.squeeze(quantile(mean, count), [-1]), count, form);
  return fromNormal(tf.mul(mean, tf.onesLike(prediction)), form);
}

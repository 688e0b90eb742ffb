import type { TargetForm, TensorData } from '../model/trainer';
import { isSameShape, roomFor, sizeOf } from './batch';
import { hash, normals } from './random';

const floats = (shape: readonly number[], values: Float32Array): TensorData => ({
  shape,
  dtype: 'float32',
  values,
});

/** Class numbers of a tensor's places, in order. */
export interface Labels {
  readonly numbers: ArrayLike<number>;
  /** The shape of the prediction less its last axis. */
  readonly shape: readonly number[];
}

/** Class numbers as a loss takes them: `labels` gets a last axis of 1, `oneHot` one of `count`. */
export function encodeClasses(
  { numbers, shape }: Labels,
  count: number,
  form: TargetForm,
): TensorData {
  if (form === 'labels') return floats([...shape, 1], Float32Array.from(numbers));
  const values = new Float32Array(numbers.length * count);
  for (let i = 0; i < numbers.length; i++) {
    const label = numbers[i] ?? -1;
    if (label >= 0 && label < count) values[i * count + label] = 1;
  }
  return floats([...shape, count], values);
}

export const isClassForm = (form: TargetForm): boolean => form === 'oneHot' || form === 'labels';

/** The class of each sample, and the seed of its targets. */
export interface Classes {
  readonly classes: readonly number[];
  readonly seed: number;
}

/** A number for every class and place, the same for the same seed. */
function byClass(places: number, { classes, seed }: Classes): Float32Array {
  const values = roomFor([classes.length, places]);
  const perClass = new Map(classes.map((label) => [label, normals(places, hash(seed, label))]));
  classes.forEach((label, i) => values.set(perClass.get(label) ?? [], i * places));
  return values;
}

function fromNormal(values: Float32Array, form: TargetForm): Float32Array {
  switch (form) {
    case 'binary':
    case 'sigmoidValues':
      return values.map((value) => (value > 0 ? 1 : 0));
    case 'signs':
      return values.map((value) => (value > 0 ? 1 : -1));
    case 'counts':
      // Small ones, as of rare events: a normal value by its distance from the mean, in half deviations.
      return values.map((value) => Math.floor(2 * Math.abs(value)));
    case 'labels':
    case 'oneHot':
    case 'values':
      return values;
  }
}

/** Targets that only the class of a sample decides, at every place of a prediction of this shape. */
export function classTarget(
  shape: readonly number[],
  form: TargetForm,
  given: Classes,
): TensorData {
  if (!isClassForm(form)) {
    return floats(shape, fromNormal(byClass(sizeOf(shape.slice(1)), given), form));
  }
  const count = shape.at(-1) ?? 1;
  const places = sizeOf(shape.slice(1, -1));
  const numbers = given.classes.flatMap((label) =>
    Array.from({ length: places }, (_, place) => (label + hash(given.seed, place)) % count),
  );
  return encodeClasses({ numbers, shape: shape.slice(0, -1) }, count, form);
}

const sigmoid = (x: number): number => Math.fround(1 / (1 + Math.exp(-x)));

/** Scales a normal value for the logistic approximation of Φ, Φ(x) ≈ σ(1.702 x) (Bowling et al. 2009). */
const LOGISTIC = Math.fround(1.702);

/** Equal slices of the normal distribution, numbered from 0: ⌊Φ(x) · count⌋, in float32. */
function quantile(value: number, count: number): number {
  const share = sigmoid(Math.fround(value * LOGISTIC));
  return Math.min(Math.floor(Math.fround(share * count)), count - 1);
}

/** The mean over the last axis, scaled back to variance 1, in float32 from the first channel to the last. */
function channelMeans({ values, shape }: TensorData): Float32Array {
  const channels = shape.at(-1) ?? 1;
  const scale = Math.fround(Math.sqrt(channels));
  return Float32Array.from({ length: values.length / channels }, (_, place) => {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum = Math.fround(sum + (values[place * channels + c] ?? 0));
    return Math.fround(sum / channels) * scale;
  });
}

/**
 * Targets for a prediction as large as one of the inputs (segmentation, denoising): a function of the
 * input at the same place. `undefined` if no input of floats has the prediction's places.
 */
export function targetLike(
  shape: readonly number[],
  form: TargetForm,
  inputs: readonly TensorData[],
): TensorData | undefined {
  const places = shape.slice(0, -1);
  const source = inputs.find(
    (input) =>
      input.dtype === 'float32' &&
      input.shape.length >= 3 &&
      isSameShape(input.shape.slice(0, -1), places),
  );
  if (!source) return undefined;
  const means = channelMeans(source);
  const count = shape.at(-1) ?? 1;
  if (isClassForm(form)) {
    const numbers = means.map((mean) => quantile(mean, count));
    return encodeClasses({ numbers, shape: places }, count, form);
  }
  const spread = Float32Array.from({ length: means.length * count }, (_, i) => {
    return means[Math.floor(i / count)] ?? 0;
  });
  return floats(shape, fromNormal(spread, form));
}

import * as l10n from '@vscode/l10n';
import * as tf from '@tensorflow/tfjs-core';
import { Failure } from '../../shared/base/failures';
import type { BuiltModel, TensorSpec } from '../tfjs/builtModel';
import type { OutputLoss } from '../tfjs/trainer/losses';
import { type Batch, type DataSource, sizeOf } from './batch';
import { type NumberArray, shownShape, unusable, type UserData } from './numberArray';
import { hash, uniformFrom } from './random';
import { classTarget, encodeClasses } from './targets';

const mismatch = ({ label, shape }: NumberArray, what: string): Failure =>
  unusable(label, l10n.t('has shape {0}, but {1}', shownShape(shape), what));

const fits = ({ shape }: NumberArray, wanted: TensorSpec['shape']): boolean =>
  shape.length === wanted.length &&
  wanted.slice(1).every((extent, axis) => extent === null || extent === shape[axis + 1]);

/** Flat rows take the shape of an input of their size. */
function inShape(data: NumberArray, { shape }: TensorSpec): NumberArray {
  const [, ...sample] = shape;
  const isWhole = sample.every((extent) => extent !== null);
  if (!data.isFlat || !isWhole || sizeOf(sample) !== data.shape[1]) return data;
  return { ...data, shape: [data.shape[0] ?? 0, ...sample] };
}

/** The first value that an input of whole numbers, or of a vocabulary's, cannot take. */
function strayValue({ values }: NumberArray, { dtype, vocabulary }: TensorSpec) {
  if (vocabulary === undefined && dtype !== 'int32') return undefined;
  const most = vocabulary ?? Infinity;
  return values.find(
    (value) => !(Number.isInteger(value) && value < most && (value >= 0 || !vocabulary)),
  );
}

function checkedInput(given: NumberArray, spec: TensorSpec): NumberArray {
  const data = inShape(given, spec);
  if (!fits(data, spec.shape))
    throw mismatch(data, l10n.t('the model takes {0}', shownShape(spec.shape)));
  const stray = strayValue(data, spec);
  if (stray === undefined) return data;
  const { vocabulary } = spec;
  const wanted =
    vocabulary === undefined
      ? l10n.t('whole numbers')
      : l10n.t('whole numbers below {0}', vocabulary);
  throw unusable(
    data.label,
    l10n.t('holds {0}, {1} among them, but the model takes {2}', data.dtype, stray, wanted),
  );
}

/** Rows of one step as a tensor. */
function rows({ shape, values }: NumberArray, numbers: readonly number[]): tf.Tensor {
  const [, ...sample] = shape;
  const size = sizeOf(sample);
  const picked = new Float32Array(numbers.length * size);
  numbers.forEach((row, i) => picked.set(values.subarray(row * size, (row + 1) * size), i * size));
  return tf.tensor(picked, [numbers.length, ...sample]);
}

const withoutOnes = (shape: readonly number[]): number[] => shape.filter((extent) => extent !== 1);

/** Refuses values that the loss would take for something else. */
function checkValues(data: NumberArray, { form, name }: OutputLoss): void {
  if (form !== 'binary') return;
  const stray = data.values.find((value) => !(value >= 0 && value <= 1));
  if (stray === undefined) return;
  throw unusable(
    data.label,
    l10n.t('holds {0}, {1} among them, but {2} takes 0 to 1', data.dtype, stray, name),
  );
}

function checkClasses(data: NumberArray, count: number): void {
  const stray = data.values.find((v) => !(Number.isInteger(v) && v >= 0 && v < count));
  if (stray === undefined) return;
  throw unusable(
    data.label,
    l10n.t(
      'holds {0}, {1} among them, but the model tells classes 0 to {2} apart',
      data.dtype,
      stray,
      count - 1,
    ),
  );
}

interface Wanted {
  readonly prediction: tf.Tensor;
  readonly loss: OutputLoss;
}

/** The user's targets in the form that the loss takes: class numbers become one-hot where it wants that. */
function fileTarget(
  data: NumberArray,
  numbers: readonly number[],
  { prediction, loss }: Wanted,
): tf.Tensor {
  const { shape } = prediction;
  const values = rows(data, numbers);
  const count = shape.at(-1) ?? 1;
  const takesClasses = loss.form === 'oneHot' || loss.form === 'labels';
  if (takesClasses && values.size === prediction.size / count && (count > 1 || values.rank < 2)) {
    checkClasses(data, count);
    return encodeClasses(tf.reshape(values, shape.slice(0, -1)), count, loss.form);
  }
  checkValues(data, loss);
  // A column of numbers may come as a list of them.
  if (tf.util.arraysEqual(withoutOnes(values.shape), withoutOnes(shape))) {
    return tf.reshape(values, shape);
  }
  throw mismatch(data, l10n.t('the model predicts {0}', shownShape([null, ...shape.slice(1)])));
}

const counted = (specs: readonly TensorSpec[]): string =>
  `${specs.length}: ${specs.map(({ layer, shape }) => `${layer} ${shownShape(shape)}`).join(', ')}`;

/** All arrays hold the same number of samples, one array for each tensor of the model. */
function checkCounts({ inputs, targets }: UserData, model: BuiltModel): number {
  const [first] = inputs;
  if (!first || inputs.length !== model.inputs.length) {
    const held = l10n.t('the data hold inputs for {0}', inputs.length);
    throw new Failure(
      'unusable-data',
      l10n.t('{0}, but the model takes {1}', held, counted(model.inputs)),
    );
  }
  if (targets.length > 0 && targets.length !== model.outputs.length) {
    const held = l10n.t('the data hold targets for {0}', targets.length);
    throw new Failure(
      'unusable-data',
      l10n.t('{0}, but the model predicts {1}', held, counted(model.outputs)),
    );
  }
  const count = first.shape[0] ?? 0;
  if (count === 0) throw mismatch(first, l10n.t('a row is needed'));
  for (const other of [...inputs, ...targets]) {
    if (other.shape[0] === count) continue;
    throw mismatch(first, `${other.label} has ${shownShape(other.shape)}`);
  }
  return count;
}

/** The numbers of the rows in the order of a seed; as they are where one batch takes them all. */
function order(count: number, batchSize: number, seed: number): Int32Array {
  const numbers = Int32Array.from({ length: count }, (_, i) => i);
  if (count <= batchSize) return numbers;
  const draw = uniformFrom(hash(seed, 3));
  for (let i = count - 1; i > 0; i--) {
    const k = Math.floor(draw() * (i + 1));
    [numbers[i], numbers[k]] = [numbers[k] as number, numbers[i] as number];
  }
  return numbers;
}

/**
 * The user's own data, in an order that the seed decides. Without targets every row is a class of its own,
 * which can at least be learned.
 * Throws a `Failure` of code `unusable-data` that names both where data and model disagree.
 */
export function fileData(
  model: BuiltModel,
  batchSize: number,
  given: UserData,
  seed: number,
): DataSource {
  const count = checkCounts(given, model);
  const inputs = model.inputs.map((spec, i) => checkedInput(given.inputs[i] as NumberArray, spec));
  const sequence = order(count, batchSize, seed);
  const batch = (step: number): Batch => {
    const numbers = Array.from(
      { length: batchSize },
      (_, i) => sequence[(step * batchSize + i) % count] as number,
    );
    return {
      inputs: model.inputs.map(({ dtype }, i) =>
        tf.tidy(() => tf.cast(rows(inputs[i] as NumberArray, numbers), dtype)),
      ),
      target: (output, prediction, loss) => {
        const data = given.targets[output];
        return data
          ? fileTarget(data, numbers, { prediction, loss })
          : classTarget(prediction, loss.form, { classes: numbers, seed: hash(output) });
      },
    };
  };
  return { kind: 'file', batchSize, batch };
}

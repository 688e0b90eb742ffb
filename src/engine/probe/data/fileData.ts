import * as tf from '@tensorflow/tfjs-core';
import { Failure } from '../../../shared/base/failures';
import type { BuiltModel, TensorSpec } from '../../frontends/builtModel';
import type { OutputLoss } from '../training/losses';
import { type Batch, type DataSource, sizeOf } from './batch';
import type { NumberFile } from './npy';
import { classTarget, encodeClasses } from './targets';

const shown = (extents: readonly (number | null)[]): string =>
  `[${extents.map((extent) => extent ?? '?').join(', ')}]`;
const mismatch = ({ file, shape }: NumberFile, what: string): Failure =>
  new Failure('unusable-data', `${file} has shape ${shown(shape)}, but ${what}`);

function checkInput(data: NumberFile, { shape, vocabulary }: TensorSpec): void {
  const [, ...sample] = data.shape;
  const fits =
    data.shape.length === shape.length &&
    shape.slice(1).every((extent, axis) => extent === null || extent === sample[axis]);
  if (!fits) throw mismatch(data, `the model takes ${shown(shape)}`);
  const isToken = (value: number): boolean => Number.isInteger(value) && value >= 0;
  const isKnown =
    vocabulary === undefined || data.values.every((v) => isToken(v) && v < vocabulary);
  if (isKnown) return;
  const wanted = `whole numbers below ${vocabulary}`;
  throw new Failure(
    'unusable-data',
    `${data.file} holds ${data.dtype}, but the model takes ${wanted}`,
  );
}

/** Rows of one step, starting over where the file ends. */
function rows({ shape, values }: NumberFile, numbers: readonly number[]): Float32Array {
  const size = sizeOf(shape.slice(1));
  const picked = new Float32Array(numbers.length * size);
  numbers.forEach((row, i) => picked.set(values.subarray(row * size, (row + 1) * size), i * size));
  return picked;
}

/** The user's targets in the form that the loss takes: class numbers become one-hot where it wants that. */
function fileTarget(
  data: NumberFile,
  numbers: readonly number[],
  { prediction, loss }: { readonly prediction: tf.Tensor; readonly loss: OutputLoss },
): tf.Tensor {
  const shape = [numbers.length, ...data.shape.slice(1)];
  const values = tf.tensor(rows(data, numbers), shape);
  if (tf.util.arraysEqual(shape, prediction.shape)) return values;
  const isPerPlace = values.size === prediction.size / (prediction.shape.at(-1) ?? 1);
  const takesClasses = loss.form === 'oneHot' || loss.form === 'labels';
  if (!isPerPlace || !takesClasses) {
    throw mismatch(data, `the model predicts ${shown([null, ...prediction.shape.slice(1)])}`);
  }
  const labels = tf.reshape(values, prediction.shape.slice(0, -1));
  return encodeClasses(labels, prediction.shape.at(-1) ?? 1, loss.form);
}

/**
 * The user's own data. Without targets every row is a class of its own, which can at least be learned.
 * Throws a `Failure` of code `unusable-data` that names both shapes where they disagree.
 */
export function fileData(
  model: BuiltModel,
  batchSize: number,
  inputs: NumberFile,
  targets?: NumberFile,
): DataSource {
  const [spec, ...others] = model.inputs;
  if (!spec || others.length > 0 || model.outputs.length > 1) {
    throw new Failure('unusable-data', 'files are for models with one input and one output');
  }
  checkInput(inputs, spec);
  const count = inputs.shape[0] ?? 0;
  if (count === 0 || (targets && targets.shape[0] !== count)) {
    throw mismatch(inputs, targets ? `${targets.file} ${shown(targets.shape)}` : 'no rows');
  }
  const batch = (step: number): Batch => {
    const numbers = Array.from({ length: batchSize }, (_, i) => (step * batchSize + i) % count);
    const shape = [batchSize, ...inputs.shape.slice(1)];
    return {
      inputs: [tf.tidy(() => tf.cast(tf.tensor(rows(inputs, numbers), shape), spec.dtype))],
      target: (_output, prediction, loss) =>
        targets
          ? fileTarget(targets, numbers, { prediction, loss })
          : classTarget(prediction, loss.form, { classes: numbers, seed: 0 }),
    };
  };
  return { kind: 'file', batchSize, batch };
}

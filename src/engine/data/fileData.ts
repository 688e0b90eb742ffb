import { message } from '../../shared/words/message';
import type { ModelDescription, TensorSpec } from '../model/modelDescription';
import type { BatchData, LossChoice, TensorData } from '../model/trainer';
import { type DataSource, isSameShape, sizeOf } from './batch';
import { type NumberArray, shownShape, unusable, type UserData } from './numberArray';
import { hash, uniformFrom } from './random';
import { checkClasses, checkInput, checkTargets } from './strayValues';
import type { DataPlan } from './synthetic';
import { classTarget, encodeClasses, isClassForm } from './targets';

type Tensors = Pick<ModelDescription, 'inputs' | 'outputs'>;

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

/** The data of one input, all rows. Throws a `Failure` of code `unusable-data` if they do not fit. */
function checkedInput(given: NumberArray, spec: TensorSpec): NumberArray {
  const data = inShape(given, spec);
  if (!fits(data, spec.shape)) {
    const [shape, taken] = [shownShape(data.shape), shownShape(spec.shape)];
    throw unusable(message('data.input-shape', { name: data.label, shape, taken }));
  }
  checkInput(data, spec);
  return data;
}

/** The values of some rows. */
function rows({ shape: [, ...sample], values }: NumberArray, numbers: readonly number[]) {
  const size = sizeOf(sample);
  const picked = new Float32Array(numbers.length * size);
  numbers.forEach((row, i) => picked.set(values.subarray(row * size, (row + 1) * size), i * size));
  return { shape: [numbers.length, ...sample], values: picked };
}

/** Rows in the type of the model's input: integers, or booleans as 0 and 1, if it takes these. */
function inputRows(
  data: NumberArray,
  numbers: readonly number[],
  dtype: TensorSpec['dtype'],
): TensorData {
  const { shape, values } = rows(data, numbers);
  if (dtype === 'bool')
    return { shape, dtype, values: Int32Array.from(values, (value) => (value === 0 ? 0 : 1)) };
  return { shape, dtype, values: dtype === 'int32' ? Int32Array.from(values) : values };
}

const withoutOnes = (shape: readonly number[]): number[] => shape.filter((extent) => extent !== 1);

/** The user's targets in the form that the loss takes: class numbers become one-hot if it wants that. */
function fileTarget(
  data: NumberArray,
  numbers: readonly number[],
  prediction: readonly number[],
  loss: LossChoice,
): TensorData {
  const { form } = loss;
  const { shape, values } = rows(data, numbers);
  const count = prediction.at(-1) ?? 1;
  const isOnePerPlace = values.length === sizeOf(prediction) / count;
  if (isClassForm(form) && isOnePerPlace && (count > 1 || shape.length < 2)) {
    checkClasses(data, count);
    return encodeClasses({ numbers: values, shape: prediction.slice(0, -1) }, count, form);
  }
  checkTargets(data, loss);
  // A column of numbers may come as a list of them.
  if (isSameShape(withoutOnes(shape), withoutOnes(prediction))) {
    return { shape: prediction, dtype: 'float32', values };
  }
  throw unusable(
    message('data.target-shape', {
      name: data.label,
      shape: shownShape(data.shape),
      predicted: shownShape([null, ...prediction.slice(1)]),
    }),
  );
}

const listed = (specs: readonly TensorSpec[]): string[] =>
  specs.map(({ layer, shape }) => `${layer} ${shownShape(shape)}`);

/** Refuses data with another number of arrays than the model has tensors. */
function checkArrays({ inputs, targets }: UserData, model: Tensors): void {
  if (inputs.length === 0 || inputs.length !== model.inputs.length) {
    const [held, count] = [inputs.length, model.inputs.length];
    throw unusable(message('data.input-count', { held, count, inputs: listed(model.inputs) }));
  }
  if (targets.length > 0 && targets.length !== model.outputs.length) {
    const [held, count] = [targets.length, model.outputs.length];
    throw unusable(message('data.target-count', { held, count, outputs: listed(model.outputs) }));
  }
}

/** The number of samples, which is the same in all arrays. */
function sampleCount({ inputs: [first, ...others], targets }: UserData): number {
  if (!first) return 0;
  const [count = 0] = first.shape;
  const [name, shape] = [first.label, shownShape(first.shape)];
  if (count === 0) throw unusable(message('data.no-row', { name, shape }));
  for (const other of [...others, ...targets]) {
    if (other.shape[0] === count) continue;
    const values = { name, shape, other: other.label, otherShape: shownShape(other.shape) };
    throw unusable(message('data.row-count', values));
  }
  return count;
}

/** The numbers of the rows in the order of a seed; as they are if one batch takes them all. */
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
 * Throws a `Failure` of code `unusable-data` that names both if data and model disagree.
 */
export function fileData(model: Tensors, given: UserData, plan: DataPlan): DataSource {
  const { batchSize, seed, losses } = plan;
  checkArrays(given, model);
  const count = sampleCount(given);
  const inputs = model.inputs.map((spec, i) => checkedInput(given.inputs[i] as NumberArray, spec));
  const sequence = order(count, batchSize, seed);
  const batch = (step: number): BatchData => {
    const numbers = Array.from(
      { length: batchSize },
      (_, i) => sequence[(step * batchSize + i) % count] as number,
    );
    return {
      inputs: model.inputs.map(({ dtype }, i) =>
        inputRows(inputs[i] as NumberArray, numbers, dtype),
      ),
      target: (output, prediction) => {
        const data = given.targets[output];
        const loss = losses[output] as LossChoice;
        return data
          ? fileTarget(data, numbers, prediction, loss)
          : classTarget(prediction, loss.form, { classes: numbers, seed: hash(output) });
      },
    };
  };
  return { kind: 'file', batchSize, batch };
}

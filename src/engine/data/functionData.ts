import { message } from '../../shared/words/message';
import type { ModelDescription, TensorSpec } from '../model/modelDescription';
import { nestedNumbers } from './nestedNumbers';
import { type NumberArray, unusable, type UserData } from './numberArray';

/** The argument of the user's function, which gives `{ xs, ys }` or `[xs, ys]`, as `model.fit` takes them. */
export interface DataWish {
  readonly batchSize: number;
  readonly seed: number;
}

/** A tensor of any framework that the user's function gave; without values if they are no numbers. */
export class GivenTensor {
  constructor(
    readonly shape: readonly number[],
    readonly dtype: string,
    readonly values?: Float32Array,
  ) {}
}

const isTensor = (value: unknown): value is GivenTensor => value instanceof GivenTensor;

type Named = Readonly<Record<string, unknown>>;
const isNamed = (value: unknown): value is Named =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !ArrayBuffer.isView(value);

/** One tensor, numbers in lists, a list of tensors, or tensors by the names of the model's layers. */
function parts(given: unknown, specs: readonly TensorSpec[]): readonly unknown[] {
  if (isTensor(given) || given === undefined) return [given];
  if (isNamed(given)) return specs.map(({ layer }) => given[layer]);
  const isList = Array.isArray(given) && given.some(isTensor);
  return isList ? (given as unknown[]) : [given];
}

function numberArray(label: string, given: unknown): NumberArray {
  const tensor = isTensor(given) ? given : nestedNumbers(given);
  if (!tensor) throw unusable(message('data.neither-tensor-nor-numbers', { name: label }));
  const { shape, dtype, values } = tensor;
  if (!values) throw unusable(message('data.no-numbers-in-tensor', { name: label, dtype }));
  return { label, shape, contents: { of: 'numbers', dtype }, values };
}

const both = (given: unknown): readonly [unknown, unknown] | undefined => {
  if (Array.isArray(given)) return given.length === 2 ? [given[0], given[1]] : undefined;
  return isNamed(given) && 'xs' in given ? [given['xs'], given['ys']] : undefined;
};

/** Reads the result of the user's function. Throws a `Failure` of code `unusable-data`. */
export function readResult(
  label: string,
  given: unknown,
  { inputs, outputs }: Pick<ModelDescription, 'inputs' | 'outputs'>,
): UserData {
  const pair = both(given);
  if (!pair) throw unusable(message('data.no-pair', { name: label }));
  const [xs, ys] = pair;
  const arrays = (part: string, of: unknown, specs: readonly TensorSpec[]) =>
    parts(of, specs).map((each) => numberArray(`${label} › ${part}`, each));
  return {
    inputs: arrays('xs', xs, inputs),
    targets: ys === undefined ? [] : arrays('ys', ys, outputs),
  };
}

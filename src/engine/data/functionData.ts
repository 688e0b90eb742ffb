import * as l10n from '@vscode/l10n';
import * as tf from '@tensorflow/tfjs-core';
import type { BuiltModel, TensorSpec } from '../tfjs/builtModel';
import { type NumberArray, unusable, type UserData } from './numberArray';

/** What the user's function is told. It gives `{ xs, ys }` or `[xs, ys]`, as `model.fit` takes them. */
export interface DataWish {
  readonly batchSize: number;
  readonly seed: number;
}

const isTensor = (value: unknown): value is tf.Tensor => value instanceof tf.Tensor;

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

async function numberArray(label: string, given: unknown): Promise<NumberArray> {
  const tensor = asTensor(label, given);
  const { shape, dtype } = tensor;
  if (dtype === 'string' || dtype === 'complex64') {
    throw unusable(label, l10n.t('holds {0}, which the probe cannot read as numbers', dtype));
  }
  const values = Float32Array.from(await tensor.data());
  tensor.dispose();
  return { label, shape, dtype, values };
}

function asTensor(label: string, given: unknown): tf.Tensor {
  if (isTensor(given)) return given;
  try {
    return tf.tensor(given as tf.TensorLike);
  } catch {
    throw unusable(label, l10n.t('is neither a tensor nor numbers in lists'));
  }
}

const both = (given: unknown): readonly [unknown, unknown] | undefined => {
  if (Array.isArray(given)) return given.length === 2 ? [given[0], given[1]] : undefined;
  return isNamed(given) && 'xs' in given ? [given['xs'], given['ys']] : undefined;
};

/** What a function of the user's gave, as arrays. Rejects with a `Failure` of code `unusable-data`. */
export async function readResult(
  label: string,
  given: unknown,
  { inputs, outputs }: BuiltModel,
): Promise<UserData> {
  const pair = both(given);
  if (!pair)
    throw unusable(label, l10n.t('must give { xs, ys } or [xs, ys], as model.fit takes them'));
  const [xs, ys] = pair;
  const arrays = (part: string, of: unknown, specs: readonly TensorSpec[]) =>
    Promise.all(parts(of, specs).map((each) => numberArray(`${label} › ${part}`, each)));
  return {
    inputs: await arrays('xs', xs, inputs),
    targets: ys === undefined ? [] : await arrays('ys', ys, outputs),
  };
}

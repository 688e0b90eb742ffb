import { unzipSync } from 'fflate';
import { message } from '../../shared/words/message';
import type { ModelDescription, TensorSpec } from '../model/modelDescription';
import { parseNpy } from './npy';
import { type NumberArray, unusable, type UserData } from './numberArray';

type Arrays = ReadonlyMap<string, NumberArray>;

/**
 * The arrays of a NumPy `.npz` archive by name.
 * Throws a `Failure` of code `unusable-data` if it is none.
 */
export function parseNpz(label: string, bytes: Buffer): Arrays {
  let files: Readonly<Record<string, Uint8Array>>;
  try {
    files = unzipSync(bytes);
  } catch {
    throw unusable(message('data.no-npz', { name: label }));
  }
  return new Map(
    Object.entries(files).map(([file, content]) => {
      const name = file.replace(/\.npy$/, '');
      const array = Buffer.from(content.buffer, content.byteOffset, content.length);
      return [name, parseNpy(`${label} › ${name}`, array)];
    }),
  );
}

/** Names that people give: `x`, `x_train`, `inputs`; and the first of what `np.savez` numbers itself. */
const inputLike = /^(x|inputs?|features?|images?|data|arr_0)(?![a-z])(?!.*(test|val))/i;
const targetLike = /^(y|targets?|labels?|class(es)?|arr_1)(?![a-z])(?!.*(test|val))/i;

const alike = (arrays: Arrays, pattern: RegExp): NumberArray[] =>
  [...arrays.keys()]
    .filter((name) => pattern.test(name))
    .sort()
    .flatMap((name) => arrays.get(name) ?? []);

/** Arrays that are called as the layers of the model are, or `undefined` if one is missing. */
function named(arrays: Arrays, specs: readonly TensorSpec[]): NumberArray[] | undefined {
  const found = specs.map(({ layer }) => arrays.get(layer));
  return found.every((array) => array !== undefined) ? found : undefined;
}

/**
 * Tells inputs and targets apart: by the names of the model's layers, else by the names that people give.
 * Throws a `Failure` of code `unusable-data` that lists the names if neither tells.
 */
export function inRoles(
  label: string,
  arrays: Arrays,
  { inputs, outputs }: Pick<ModelDescription, 'inputs' | 'outputs'>,
): UserData {
  const found = named(arrays, inputs) ?? alike(arrays, inputLike);
  const targets = named(arrays, outputs) ?? alike(arrays, targetLike);
  if (found.length > 0) return { inputs: found, targets };
  if (arrays.size === 1) return { inputs: [...arrays.values()], targets: [] };
  const layers = [...inputs, ...outputs].map(({ layer }) => layer);
  throw unusable(
    message('data.unknown-arrays', { name: label, arrays: [...arrays.keys()], layers }),
  );
}

/** Numbers that came as lists in lists. `values` is absent if the lists hold texts. */
export interface NestedNumbers {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool' | 'string';
  readonly values?: Float32Array;
}

type List = readonly unknown[] | Float32Array | Int32Array | Uint8Array | Uint8ClampedArray;

const isTyped = (value: unknown): value is Exclude<List, readonly unknown[]> =>
  value instanceof Float32Array ||
  value instanceof Int32Array ||
  value instanceof Uint8Array ||
  value instanceof Uint8ClampedArray;
const isList = (value: unknown): value is List => Array.isArray(value) || isTyped(value);

/** The extents of nested lists, read from the first element at each level. */
function extentsOf(given: unknown): number[] {
  return isList(given) ? [given.length, ...extentsOf(given[0])] : [];
}

/** The first entry decides the type of all. */
function typeOf(given: unknown): NestedNumbers['dtype'] | undefined {
  if (isTyped(given)) return given instanceof Float32Array ? 'float32' : 'int32';
  if (Array.isArray(given)) return given.length === 0 ? 'float32' : typeOf(given[0]);
  if (typeof given === 'number') return 'float32';
  if (typeof given === 'boolean') return 'bool';
  return typeof given === 'string' ? 'string' : undefined;
}

/** All entries in order, or `undefined` if not every list has the same extents. */
function entriesOf(given: unknown, [extent, ...inner]: readonly number[]): unknown[] | undefined {
  if (extent === undefined) return isList(given) ? undefined : [given];
  if (!isList(given) || given.length !== extent) return undefined;
  const parts = Array.from(given, (each) => entriesOf(each, inner));
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

/**
 * A number, a typed array, or numbers in lists, as `tf.tensor` reads them; `undefined` for anything else
 * and for lists of unlike lengths.
 */
export function nestedNumbers(given: unknown): NestedNumbers | undefined {
  const dtype = typeOf(given);
  const shape = extentsOf(given);
  const entries = dtype && entriesOf(given, shape);
  if (!entries) return undefined;
  if (dtype === 'string') return { shape, dtype };
  const numbers = Float32Array.from(entries, Number);
  if (dtype === 'int32') return { shape, dtype, values: numbers.map(Math.trunc) };
  return {
    shape,
    dtype,
    values: dtype === 'bool' ? numbers.map((value) => (Math.round(value) === 0 ? 0 : 1)) : numbers,
  };
}

import { isObject, textAt, type JsonObject } from './jsonValues';
import { knownName } from './knownClasses';
import type { SavedLayer } from './savedGraph';

const isChoice = (key: string): boolean => /activation$/.test(key);
const isPart = (key: string): boolean => /_(?:initializer|regularizer|constraint)$/.test(key);

// Written by Keras 3, unknown to TensorFlow.js and without effect on a dense tensor.
const dropped = new Set(['ragged', 'optional', 'synchronized', 'renorm', 'quantization_config']);

const nameOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  return textAt(value, 'config') ?? textAt(value, 'class_name');
};

/** `{ "class_name": "__tuple__", "items": [2, 2] }` is `[2, 2]`. */
function plainValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValue);
  const items = isObject(value) ? value['items'] : undefined;
  return textAt(value, 'class_name') === '__tuple__' ? plainValue(items) : value;
}

function partValue(value: unknown): unknown {
  const name = nameOf(value);
  const own = name === undefined ? undefined : knownName(name);
  if (own === undefined) return undefined;
  return isObject(value) ? { class_name: own, config: value['config'] ?? {} } : own;
}

function valueFor(key: string, value: unknown): unknown {
  if (key === 'dtype')
    return typeof value === 'string' && !value.startsWith('mixed') ? value : 'float32';
  if (isChoice(key)) return knownName(nameOf(value) ?? 'linear') ?? value;
  return isPart(key) ? partValue(value) : plainValue(value);
}

/** The options of a layer as TensorFlow.js reads them. */
export function kerasConfig(config: JsonObject): JsonObject {
  const entries = Object.entries(config)
    .filter(([key]) => !dropped.has(key))
    .map(([key, value]) => [
      key === 'batch_shape' ? 'batch_input_shape' : key,
      valueFor(key, value),
    ])
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as JsonObject;
}

// Options that TensorFlow.js would pass over, and so compute something else.
const unsupported: readonly ((config: JsonObject) => boolean)[] = [
  ({ groups }) => groups !== undefined && groups !== 1,
  ({ keepdims }) => keepdims === true,
  (config) =>
    Object.entries(config).some(
      ([key, value]) =>
        isChoice(key) && value !== null && knownName(nameOf(value) ?? '') === undefined,
    ),
];

/** Whether TensorFlow.js can make and run a layer as it was saved. */
export const isKnownLayer = ({ className, config }: SavedLayer): boolean =>
  knownName(className) !== undefined && !unsupported.some((test) => test(config));

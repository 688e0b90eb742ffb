import { ownValue } from '../../../shared/base/ownValue';
import {
  isObject,
  listAt,
  objectAt,
  textAt,
  type JsonObject,
} from '../../../shared/base/jsonValues';
import { kerasActivation } from './kerasActivations';
import { hasUnknownPenalty, kerasRegularizer } from './kerasRegularizers';
import { resizingClass } from './kerasResizing';
import { isKnownClass, knownName } from './knownClasses';
import type { SavedLayer } from './savedLayers';

const isChoice = (key: string): boolean => /activation$/.test(key);
const isPart = (key: string): boolean => /_(?:initializer|constraint)$/.test(key);
const isPenalty = (key: string): boolean => /_regularizer$/.test(key);

// Written by Keras 3, unknown to TensorFlow.js and without effect on a dense tensor.
const dropped = new Set(['ragged', 'optional', 'synchronized', 'renorm', 'quantization_config']);

/** Options that Keras 3 has renamed. */
const renamed: Readonly<Record<string, string>> = {
  batch_shape: 'batch_input_shape',
  negative_slope: 'alpha',
};

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
  if (!isObject(value)) return own;
  const config = objectAt(value, 'config') ?? {};
  const isNormal = /normal$/.test(textAt(config, 'distribution') ?? '');
  return { class_name: own, config: isNormal ? { ...config, distribution: 'normal' } : config };
}

/** TensorFlow.js has one type of fractions and one of whole numbers. */
function plainType(name: string): string {
  if (/^u?int\d+$/.test(name)) return 'int32';
  return /^(?:bool|string|complex64)$/.test(name) ? name : 'float32';
}

function valueFor(key: string, value: unknown): unknown {
  if (key === 'dtype') return typeof value === 'string' ? plainType(value) : 'float32';
  if (isChoice(key)) return kerasActivation(value) ?? value;
  if (isPenalty(key)) return kerasRegularizer(value);
  return isPart(key) ? partValue(value) : plainValue(value);
}

/** Keras 2 writes options of a plain kernel, and its groups, for a layer that has two kernels of its own. */
const isOfTwoKernels = (config: JsonObject): boolean => 'pointwise_initializer' in config;
const isOfPlainKernel = (key: string): boolean => /^kernel_(?!size)/.test(key);

/** The options of a layer as TensorFlow.js reads them. */
export function kerasConfig(config: JsonObject): JsonObject {
  const entries = Object.entries(config)
    .filter(([key]) => !dropped.has(key) && !(isOfTwoKernels(config) && isOfPlainKernel(key)))
    // Keras counts the penalties of trained weights only.
    .filter(([key]) => !(config['trainable'] === false && isPenalty(key)))
    .map(([key, value]) => [ownValue(renamed, key) ?? key, valueFor(key, value)])
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as JsonObject;
}

const isOn = (value: unknown): boolean => value !== undefined && value !== null && value !== 0;

/** By an interpolation that the framework lacks, or with parts of the image cut off or added. */
function isResizedOtherwise(config: JsonObject, className: string): boolean {
  if (className !== 'Resizing' && className !== 'UpSampling2D') return false;
  const {
    interpolation = 'nearest',
    crop_to_aspect_ratio,
    pad_to_aspect_ratio,
    antialias,
  } = config;
  const isKnown = interpolation === 'nearest' || interpolation === 'bilinear';
  return !isKnown || [crop_to_aspect_ratio, pad_to_aspect_ratio, antialias].includes(true);
}

/** The way back of a pair of directions is a layer of its own, not the layer of the way there turned around. */
function hasOtherBackward({ layer, backward_layer }: JsonObject): boolean {
  if (!isObject(backward_layer)) return false;
  const [there, back] = [layer, backward_layer].map((part) => objectAt(part, 'config') ?? {});
  const isEqual = (key: string): boolean =>
    JSON.stringify(plainValue(there?.[key])) === JSON.stringify(plainValue(back?.[key]));
  const computing = ['units', 'activation', 'recurrent_activation', 'use_bias', 'reset_after'];
  const isSame = textAt(layer, 'class_name') === textAt(backward_layer, 'class_name');
  return !isSame || !computing.every(isEqual);
}

// Options that TensorFlow.js refuses, or ignores and so computes something else.
const unsupported: readonly ((config: JsonObject, className: string) => boolean)[] = [
  ({ reset_after }) => reset_after === true,
  ({ padding }, className) => padding === 'causal' && /Conv1D$/.test(className),
  ({ negative_slope, threshold }, className) =>
    className === 'ReLU' && (isOn(negative_slope) || isOn(threshold)),
  ({ groups }) => groups !== undefined && groups !== 1,
  ({ keepdims }) => keepdims === true,
  isResizedOtherwise,
  ({ rms_scaling, renorm }) => rms_scaling === true || renorm === true,
  hasUnknownPenalty,
  hasOtherBackward,
  ({ alpha }, className) => className === 'ELU' && typeof alpha === 'number' && alpha !== 1,
  ({ data_format }, className) => className === 'Conv1D' && data_format === 'channels_first',
  (config) => hasUnknownActivation({ config }),
];

/** Tells whether a layer has an activation that TensorFlow.js does not know. */
export const hasUnknownActivation = ({ config }: Pick<SavedLayer, 'config'>): boolean =>
  Object.entries(config).some(
    ([key, value]) => isChoice(key) && kerasActivation(value) === undefined,
  );

type SavedPart = Pick<SavedLayer, 'className' | 'config'>;

/** The layers that a wrapper or a recurrent layer holds. */
function partsOf(config: JsonObject): SavedPart[] {
  const parts = [config['layer'], config['backward_layer'], config['cell']];
  return [...parts, ...listAt(config, 'cells')].flatMap((part) => {
    const className = textAt(part, 'class_name');
    return className === undefined ? [] : [{ className, config: objectAt(part, 'config') ?? {} }];
  });
}

/** Tells whether TensorFlow.js can make and run a layer as it was saved. */
export const isKnownLayer = ({ className, config }: SavedPart): boolean =>
  isKnownClass(className) &&
  !unsupported.some((test) => test(config, className)) &&
  partsOf(config).every(isKnownLayer);

/**
 * The layer without the options that TensorFlow.js lacks: same shapes, other values.
 */
export function likeness({ className, config }: SavedPart): JsonObject | undefined {
  const known = isKnownClass(className) ? knownName(className) : undefined;
  if (known === undefined || !partsOf(config).every(isKnownPart)) return undefined;
  return { class_name: resizingClass({ className, config }) ?? known, config: simplified(config) };
}

/** Tells whether a layer has the weights of its look-alike: one that holds others, or resets after, has more. */
export const weightsFollow = ({ config }: SavedPart): boolean =>
  partsOf(config).length === 0 &&
  config['reset_after'] !== true &&
  !Object.entries(config).some(([key, value]) => isChoice(key) && isLayer(value));

/** A layer in the place of an activation, which may have weights. */
const isLayer = (value: unknown): boolean => objectAt(value, 'config') !== undefined;

/** The groups of a convolution; 1 for any other layer. */
export function groupsOf({ config }: SavedPart): number {
  const { groups } = config;
  return typeof groups === 'number' && Number.isInteger(groups) && groups > 0 ? groups : 1;
}

const isKnownPart = ({ className, config }: SavedPart): boolean =>
  likeness({ className, config }) !== undefined;

function simplified(config: JsonObject): JsonObject {
  const simpler = (part: JsonObject): JsonObject => ({
    ...part,
    config: simplified(objectAt(part, 'config') ?? {}),
  });
  const parts = ['layer', 'backward_layer', 'cell'].flatMap((key): [string, JsonObject][] => {
    const part = objectAt(config, key);
    return part ? [[key, simpler(part)]] : [];
  });
  const cells = listAt(config, 'cells').filter(isObject).map(simpler);
  const plain = Object.entries(kerasConfig(config)).filter(
    ([key]) => !isChoice(key) || kerasActivation(config[key]) !== undefined,
  );
  return {
    ...Object.fromEntries<unknown>(plain),
    ...(config['reset_after'] === true && { reset_after: false }),
    ...(config['interpolation'] !== undefined && { interpolation: 'nearest' }),
    ...Object.fromEntries<unknown>(parts),
    ...(cells.length > 0 && { cells }),
  };
}

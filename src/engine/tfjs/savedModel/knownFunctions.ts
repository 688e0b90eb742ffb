import { ownValue } from '../../../shared/base/ownValue';
import { textAt, type JsonObject } from '../../../shared/base/jsonValues';
import { kerasActivation } from './kerasActivations';
import { classOfWrapped, takesTensorConstant, wrappedPlaces } from './operationLayers';
import type { SavedCall, SavedLayer } from './savedLayers';

/** Names of Keras 2 for functions that are classes in Keras 3. */
const classOfFunction: Readonly<Record<string, string>> = {
  'math.add': 'Add',
  '__operators__.add': 'Add',
  'math.multiply': 'Multiply',
  'math.subtract': 'Subtract',
  'math.truediv': 'TrueDivide',
  'nn.relu': 'Relu',
  'nn.relu6': 'Relu6',
  'nn.silu': 'Silu',
  'math.sigmoid': 'Sigmoid',
  'math.tanh': 'Tanh',
};

const activations: ReadonlySet<string> = new Set([
  'Relu',
  'Relu6',
  'Sigmoid',
  'HardSigmoid',
  'HardSilu',
  'HardTanh',
  'LogSigmoid',
  'TanhShrink',
  'Tanh',
  'Silu',
  'Selu',
  'Softplus',
  'Softsign',
]);
const merges: ReadonlySet<string> = new Set([
  'Add',
  'Multiply',
  'Average',
  'Maximum',
  'Minimum',
  'Concatenate',
  'Dot',
]);

const snakeCase = (name: string): string => name.replace(/(?!^)[A-Z]/g, '_$&').toLowerCase();

interface Constant {
  readonly value: number;
  /** `true` if the constant stands before the tensor. */
  readonly first: boolean;
}

/** The single number that an operation takes beside its single tensor. */
function constantOf({ places, options, inputs }: SavedCall): Constant | undefined {
  if (inputs.length !== 1) return undefined;
  const at = places.findIndex((place) => typeof place === 'number');
  if (at >= 0) return { value: places[at] as number, first: at === 0 };
  const y = options['y'] ?? options['x2'];
  return typeof y === 'number' ? { value: y, first: false } : undefined;
}

/** `scale` and `offset` of arithmetic with a constant. */
function rescaling(className: string, { value, first }: Constant): JsonObject | undefined {
  switch (className) {
    case 'Add':
      return { scale: 1, offset: value };
    case 'Multiply':
      return { scale: value, offset: 0 };
    case 'Subtract':
      return first ? { scale: -1, offset: value } : { scale: 1, offset: -value };
    case 'Divide':
    case 'TrueDivide':
      return first || value === 0 ? undefined : { scale: 1 / value, offset: 0 };
    default:
      return undefined;
  }
}

/** Replaces a free operation on tensors by the layer that does the same, if there is one. */
export function asLayer(layer: SavedLayer): SavedLayer {
  const wrapped = classOfWrapped(layer);
  return wrapped === undefined ? asKnown(layer) : asWrapped(layer, wrapped);
}

/** An operation with a tensor for a constant stays what it is. */
function asWrapped(layer: SavedLayer, className: string): SavedLayer {
  if (takesTensorConstant(layer)) return layer;
  const calls = layer.calls.map((call) => ({
    ...call,
    places: wrappedPlaces(layer, call.inputs.length),
  }));
  const same = scaling(className, calls) ?? activation(className) ?? joining(className, calls);
  return same ? replaced(layer, same) : layer;
}

function asKnown(layer: SavedLayer): SavedLayer {
  const written = textAt(layer.config, 'function');
  const className = ownValue(classOfFunction, written ?? '') ?? layer.className;
  const same =
    scaling(className, layer.calls) ??
    activation(className) ??
    (written === undefined ? undefined : joining(className, layer.calls));
  return same ? replaced(layer, same) : layer;
}

const replaced = (layer: SavedLayer, same: Same): SavedLayer => ({
  ...layer,
  ...same,
  module: '',
  config: { name: layer.name, ...same.config },
});

type Same = Pick<SavedLayer, 'className' | 'config'>;

function scaling(className: string, [call, ...more]: readonly SavedCall[]): Same | undefined {
  const constant = call && more.length === 0 ? constantOf(call) : undefined;
  const config = constant && rescaling(className, constant);
  return config && { className: 'Rescaling', config };
}

function activation(className: string): Same | undefined {
  // Only Keras 3 has it as an operation.
  const name = className === 'HardSigmoid' ? 'hard_sigmoid_of_keras_3' : snakeCase(className);
  if (!activations.has(className) || kerasActivation(name) === undefined) return undefined;
  return { className: 'Activation', config: { activation: name } };
}

function joining(className: string, calls: readonly SavedCall[]): Same | undefined {
  const joins = calls.every(({ inputs }) => inputs.length > 1);
  return merges.has(className) && joins ? { className, config: {} } : undefined;
}

/**
 * Operations of Keras 3 that are no layers carry constants in their arguments, and an older container does
 * not tell them from the merging layers of the same name, which always take several tensors.
 */
export const isFreeOperation = ({ module, className, calls }: SavedLayer): boolean =>
  (/\bops\b/.test(module) || merges.has(className)) &&
  !calls.every(({ inputs }) => inputs.length > 1);

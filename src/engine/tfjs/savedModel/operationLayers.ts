import { isObject, objectAt, textAt, type JsonObject } from '../../../shared/base/jsonValues';
import { ownValue } from '../../../shared/base/ownValue';
import type { SavedLayer } from './savedLayers';

/** Operations of TensorFlow that Keras 2 wraps in a `TensorFlowOpLayer`, by the class that does the same. */
const classOfOperation: Readonly<Record<string, string>> = {
  Add: 'Add',
  AddV2: 'Add',
  Mul: 'Multiply',
  Sub: 'Subtract',
  RealDiv: 'TrueDivide',
  Maximum: 'Maximum',
  Minimum: 'Minimum',
  Relu: 'Relu',
  Relu6: 'Relu6',
  Sigmoid: 'Sigmoid',
  Tanh: 'Tanh',
  Selu: 'Selu',
  Softplus: 'Softplus',
  Softsign: 'Softsign',
};

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // The text form of protocol buffers.
  }
}

/** The operation of a `node_def`, which is an object, JSON or the text form of protocol buffers. */
function operationIn(config: JsonObject): string | undefined {
  const text = textAt(config, 'node_def') ?? '';
  const node = objectAt(config, 'node_def') ?? parsed(text);
  return textAt(node, 'op') ?? /\bop:\s*"([^"]+)"/.exec(text)?.[1];
}

const isOperationLayer = ({ className }: SavedLayer): boolean =>
  /^(?:.*>)?TensorFlowOpLayer$/.test(className);

/** The class that does what a wrapped operation of TensorFlow does; `undefined` for any other layer. */
export const classOfWrapped = (layer: SavedLayer): string | undefined =>
  isOperationLayer(layer) ? ownValue(classOfOperation, operationIn(layer.config) ?? '') : undefined;

const numberIn = (value: unknown): number | undefined => {
  const single: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof single === 'number' ? single : undefined;
};

/** The operands of a wrapped operation's single call, the constants that its layer keeps among them. */
export function wrappedPlaces({ config }: SavedLayer, tensors: number): readonly unknown[] {
  const constants = Object.entries(objectAt(config, 'constants') ?? {});
  const places = Array<unknown>(tensors + constants.length).fill(null);
  for (const [at, value] of constants) places[Number(at)] = numberIn(value);
  return places;
}

/** Tells whether an operand is a non-scalar constant, for which the framework has no layer. */
export const takesTensorConstant = ({ config }: SavedLayer): boolean =>
  Object.values(objectAt(config, 'constants') ?? {}).some((value) => numberIn(value) === undefined);

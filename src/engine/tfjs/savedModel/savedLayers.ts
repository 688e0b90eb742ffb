import {
  isObject,
  listAt,
  objectAt,
  textAt,
  type JsonObject,
} from '../../../shared/base/jsonValues';

/** Output `tensor` of the `node`-th call of a layer. */
export interface TensorRef {
  readonly layer: string;
  readonly node: number;
  readonly tensor: number;
  /** With the batch; Keras 3 writes it down. */
  readonly shape?: readonly (number | null)[];
}

/** One layer of a saved model, in the same form for every version of Keras. */
export interface SavedLayer {
  readonly name: string;
  readonly className: string;
  readonly config: JsonObject;
  /** Keras 3 says where the class comes from. */
  readonly module: string;
  /** The inputs of each call. */
  readonly calls: readonly SavedCall[];
  /** Weights that its source tells, for a layer whose configuration does not determine them. */
  readonly weights: readonly ToldWeight[];
}

/** A weight that is told by its shape. */
export interface ToldWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
  /** The operation takes something that is computed from it. */
  readonly isComputed: boolean;
  /** As Keras writes it. */
  readonly initializer?: unknown;
}

export interface SavedCall {
  readonly inputs: readonly TensorRef[];
  /** Plain options of the call, such as `training`. */
  readonly options: JsonObject;
  /** The positional arguments of the call, tensors and constants alike; Keras 2 writes only a constant that stands first. */
  readonly places: readonly unknown[];
  /** Keras hands on a mask of time steps, which TensorFlow.js makes anew behind the layer that starts it. */
  readonly isMasked: boolean;
}

type Shape = readonly (number | null)[];

const isIndex = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

/** `["conv1", 0, 0]`, with anything after it. */
function plainRef(value: unknown): TensorRef | undefined {
  if (!Array.isArray(value)) return undefined;
  const [layer, node, tensor] = value as unknown[];
  return typeof layer === 'string' && isIndex(node) && isIndex(tensor)
    ? { layer, node, tensor }
    : undefined;
}

/** A `__keras_tensor__` of Keras 3, which hides the reference in its history. */
function kerasTensor(value: unknown): TensorRef | undefined {
  if (textAt(value, 'class_name') !== '__keras_tensor__') return undefined;
  const config = objectAt(value, 'config');
  const ref = plainRef(config?.['keras_history']);
  const shape = config?.['shape'];
  return ref && { ...ref, ...(Array.isArray(shape) && { shape: shape as Shape }) };
}

/** Every tensor in a value, in order. */
export function tensorsIn(value: unknown): TensorRef[] {
  const found = plainRef(value) ?? kerasTensor(value);
  if (found) {
    const more = Array.isArray(value) ? tensorsIn(value.slice(3)) : [];
    return [found, ...more];
  }
  if (Array.isArray(value)) return value.flatMap(tensorsIn);
  return isObject(value) ? Object.values(value).flatMap(tensorsIn) : [];
}

const isPlain = (value: unknown): boolean =>
  typeof value === 'boolean' || typeof value === 'number';

function optionsIn(value: unknown): JsonObject {
  const holder = isObject(value) ? value['kwargs'] : listAt({ value }, 'value').flat()[3];
  return isObject(holder)
    ? Object.fromEntries(Object.entries(holder).filter(([, option]) => isPlain(option)))
    : {};
}

/** Keras 2 writes a constant that stands first as `["_CONSTANT_VALUE", -1, 1, { "y": … }]`. */
function placesIn(call: unknown): readonly unknown[] {
  const [first, , value] = listAt({ call }, 'call').flat();
  return first === '_CONSTANT_VALUE' ? [value] : listAt(call, 'args');
}

function toldWeight(value: unknown): ToldWeight[] {
  const [name, shape] = [textAt(value, 'name'), listAt(value, 'shape')];
  if (!isObject(value) || name === undefined || !shape.every(isIndex)) return [];
  const { trainable, computed, initializer } = value;
  const told = { trainable: trainable !== false, isComputed: computed === true };
  return [{ name, shape, ...told, initializer }];
}

/** Keras 3 writes masks down as tensors, even those that layers start and hand on by themselves. */
function withoutMask(call: unknown): { readonly call: unknown; readonly isMasked: boolean } {
  const kwargs = isObject(call) ? objectAt(call, 'kwargs') : undefined;
  if (!isObject(call) || kerasTensor(kwargs?.['mask']) === undefined)
    return { call, isMasked: false };
  return { call: { ...call, kwargs: { ...kwargs, mask: null } }, isMasked: true };
}

const readCall = (value: unknown, startsMasks: boolean): SavedCall => {
  const { call, isMasked } = startsMasks ? withoutMask(value) : { call: value, isMasked: false };
  return { inputs: tensorsIn(call), options: optionsIn(call), places: placesIn(call), isMasked };
};

const startsMask = (value: unknown): boolean =>
  textAt(value, 'class_name') === 'Masking' || objectAt(value, 'config')?.['mask_zero'] === true;

function readLayer(value: unknown, startsMasks: boolean): SavedLayer {
  const config = objectAt(value, 'config') ?? {};
  return {
    name: textAt(value, 'name') ?? textAt(config, 'name') ?? '',
    className: textAt(value, 'class_name') ?? '',
    config,
    module: textAt(value, 'module') ?? '',
    calls: listAt(value, 'inbound_nodes').map((call) => readCall(call, startsMasks)),
    weights: listAt(value, 'weights').flatMap(toldWeight),
  };
}

/** The layers of a functional or sequential model. */
export function layersOf(config: JsonObject): SavedLayer[] {
  const layers = listAt(config, 'layers');
  const startsMasks = layers.some(startsMask);
  return layers.map((layer) => readLayer(layer, startsMasks));
}

/** A layer that stands in the configuration of another, and is called by that one only. */
export const wrappedLayer = (className: string, config: JsonObject): SavedLayer => ({
  name: textAt(config, 'name') ?? className,
  className,
  config,
  module: '',
  calls: [],
  weights: [],
});

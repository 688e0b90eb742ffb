import { lowRankOf, type LowRank } from './addedWeights';
import { checkReferences, isNested } from './checkReferences';
import {
  isObject,
  listAt,
  objectAt,
  textAt,
  type JsonObject,
} from '../../../shared/base/jsonValues';
import {
  groupsOf,
  hasUnknownActivation,
  isKnownLayer,
  kerasConfig,
  likeness,
  weightsFollow,
} from './kerasConfig';
import { forOurs, kerasClass } from './kerasLayers';
import { asLayer, isFreeOperation } from './knownFunctions';
import { knownName } from './knownClasses';
import { modelKind } from './modelKind';
import { OPAQUE, type OpaqueFacts } from './opaqueLayer';
import {
  layersOf,
  tensorsIn,
  wrappedLayer,
  type SavedCall,
  type SavedLayer,
  type TensorRef,
} from './savedLayers';
import { declaresInput, withInputShapes } from './nestedInputs';
import { operationLayer } from './operationLayer';
import type { Runnable } from './runnable';
import { runnableLayer } from './runnableLayers';
import { behindUnknown, hasNoWeights, inSequence, keepsShape, statedShapes } from './statedShapes';
import { UNSHAPED } from './unshapedModel';

/** A model as TensorFlow.js reads it, and the facts of the layers that it does not know. */
export interface NormalizedModel {
  readonly topology: JsonObject;
  readonly opaque: ReadonlyMap<string, OpaqueFacts>;
  /** Classes of the wrappers that were left out, by the layer in them. */
  readonly wrappers: ReadonlyMap<string, string>;
  /** Layers whose kernel learns by two small matrices only. */
  readonly lowRanks: ReadonlyMap<string, LowRank>;
}

/** `asKeras`: layers compute as in Keras, even if TensorFlow.js's of the same name compute something else. */
interface Reading {
  readonly asKeras: boolean;
}

class Normalizer {
  readonly opaque = new Map<string, OpaqueFacts>();
  readonly wrappers = new Map<string, string>();
  readonly lowRanks = new Map<string, LowRank>();
  /** Layers that only shapes make unknown. */
  private readonly following = new Set<string>();

  constructor(private readonly reading: Reading) {}

  model(className: string, config: JsonObject): JsonObject {
    return modelKind(className, config) === 'Sequential'
      ? this.sequential(config)
      : this.functional(config);
  }

  /** The layer in a wrapper such as WeightNormalization, if the wrapper itself is unknown. */
  private unwrapped(layer: SavedLayer): SavedLayer {
    const inner = objectAt(layer.config, 'layer');
    const className = textAt(inner, 'class_name');
    if (knownName(layer.className) !== undefined || className === undefined) return layer;
    this.wrappers.set(layer.name, layer.className);
    return { ...layer, className, config: { ...objectAt(inner, 'config'), name: layer.name } };
  }

  private sequential(config: JsonObject): JsonObject {
    const all = layersOf(config);
    const chain = inSequence(all).map(withInputShapes);
    const used = chain.flatMap(({ calls }) => calls.flatMap(({ inputs }) => inputs));
    this.follow(behindUnknown(chain, used));
    const layers = all.map((layer) => this.layer(layer, used));
    const [first] = layers;
    const shape = config['build_input_shape'];
    const open = first && first['class_name'] !== 'InputLayer' && Array.isArray(shape);
    const own = objectAt(first, 'config') ?? {};
    if (open && own['batch_input_shape'] === undefined) {
      layers[0] = { ...first, config: { ...own, batch_input_shape: shape } };
    }
    return { class_name: 'Sequential', config: { name: config['name'] ?? 'sequential', layers } };
  }

  private functional(config: JsonObject): JsonObject {
    const raw = layersOf(config).map((layer) => withInputShapes(asLayer(this.unwrapped(layer))));
    const inputs = tensorsIn(config['input_layers']);
    const rawOutputs = tensorsIn(config['output_layers']);
    const inCalls = raw.flatMap(({ calls }) => calls.flatMap((call) => call.inputs));
    const fromZero = countedFromZero(raw, [...inCalls, ...rawOutputs]);
    const layers = raw.map((layer) => ({
      ...layer,
      calls: layer.calls.map((call) => shiftCall(call, fromZero)),
    }));
    const outFromZero = countedFromZeroAtEnd(raw, fromZero, rawOutputs);
    const outputs = rawOutputs.map((ref) => shiftRef(ref, outFromZero));
    checkReferences(layers, [...inputs, ...outputs]);
    this.follow(behindUnknown(layers, [...inCalls, ...rawOutputs]));
    return {
      class_name: 'Model',
      config: {
        name: config['name'] ?? 'model',
        layers: layers.map((layer) => this.layer(layer, [...inCalls, ...rawOutputs])),
        input_layers: inputs.map(inboundOf),
        output_layers: outputs.map(inboundOf),
      },
    };
  }

  private layer(layer: SavedLayer, used: readonly TensorRef[]): JsonObject {
    const { name, calls } = layer;
    const inbound_nodes = calls
      .filter(({ inputs }) => inputs.length > 0)
      .map(({ inputs, options }) => inputs.map((ref) => [...inboundOf(ref), options]));
    if (isNested(layer)) return { ...this.nested(layer), inbound_nodes };
    const lowRank = lowRankOf(layer.config);
    if (lowRank) this.lowRanks.set(name, lowRank);
    const runnable = runnableLayer(layer) ?? operationLayer(layer, statedShapes(layer, used));
    if (this.following.has(name)) return { ...this.follower(layer, used, runnable), inbound_nodes };
    if (runnable) return { name, ...runnable, inbound_nodes };
    const read = this.reading.asKeras ? forOurs(layer) : withoutActivityPenalty(layer);
    const known = isKnownLayer(read) && isPlain(layer);
    const told = known ? this.known(layer, read.config) : this.opaqueLayer(layer, used);
    return { ...told, inbound_nodes };
  }

  private known(layer: SavedLayer, config: JsonObject): JsonObject {
    const { name, className } = layer;
    const groups = groupsOf(layer);
    const ours = this.reading.asKeras ? kerasClass(layer) : undefined;
    const parts = { ...kerasConfig(config), ...this.partsOf(layer.config) };
    return {
      name,
      class_name: ours ?? knownName(className),
      config: { ...parts, ...(groups > 1 && { groups }), name },
    };
  }

  /** The layers, cells and models that a layer holds, as TensorFlow.js reads them. */
  private partsOf(config: JsonObject): JsonObject {
    const single = ['layer', 'backward_layer', 'cell'].flatMap((key): [string, JsonObject][] => {
      const part = objectAt(config, key);
      return part ? [[key, this.part(part)]] : [];
    });
    const cells = listAt(config, 'cells').map((cell) => (isObject(cell) ? this.part(cell) : cell));
    return { ...Object.fromEntries(single), ...(cells.length > 0 && { cells }) };
  }

  private part(part: JsonObject): JsonObject {
    const className = textAt(part, 'class_name');
    if (className === undefined) return part;
    const saved = wrappedLayer(className, objectAt(part, 'config') ?? {});
    if (isNested(saved)) return this.nested(saved);
    const read = this.reading.asKeras ? forOurs(saved) : saved;
    return knownName(className) === undefined ? part : this.known(saved, read.config);
  }

  private nested({ name, className, config }: SavedLayer): JsonObject {
    const isUnshaped = modelKind(className, config) === 'Sequential' && !declaresInput(config);
    // Nothing says what shape it takes.
    if (isUnshaped && this.following.has(name))
      this.follow(new Set(layersOf(config).map((one) => one.name)));
    const { config: inner, class_name } = this.model(className, config);
    const made = { ...(inner as JsonObject), name };
    const is = class_name === 'Sequential' && !knowsItsInput(made) ? UNSHAPED : class_name;
    return { name, class_name: is, config: made };
  }

  private follow(names: ReadonlySet<string>): void {
    for (const name of names) this.following.add(name);
  }

  /** A layer that shapes reach which are unknown: its own shape and weights follow as far as they can. */
  private follower(
    layer: SavedLayer,
    used: readonly TensorRef[],
    runnable: Runnable | undefined,
  ): JsonObject {
    const { name, className, config } = layer;
    const isFree = isFreeOperation(layer);
    const like = runnable ?? (isFree ? undefined : likeness(layer));
    const isKnown = runnable !== undefined || (isKnownLayer(layer) && !isFree);
    this.opaque.set(name, {
      className,
      weightless: isFree || runnable !== undefined || hasNoWeights(layer, isKnown),
      weightsFollow: like !== undefined && (isKnown || weightsFollow(layer)),
      groups: groupsOf(layer),
      bends: hasUnknownActivation(layer),
      outputShapes: statedShapes(layer, used),
      keepsShape: keepsShape(layer),
      told: layer.weights,
    });
    const trainable = config['trainable'] !== false;
    return { name, class_name: OPAQUE, config: { name, trainable, ...(like && { like }) } };
  }

  private opaqueLayer(layer: SavedLayer, used: readonly TensorRef[]): JsonObject {
    const { name, className, config } = layer;
    const like = isFreeOperation(layer) ? undefined : likeness(layer);
    this.opaque.set(name, {
      className,
      weightless: isFreeOperation(layer) || hasNoWeights(layer, false),
      weightsFollow: like !== undefined && weightsFollow(layer),
      groups: groupsOf(layer),
      bends: hasUnknownActivation(layer),
      outputShapes: statedShapes(layer, used),
      keepsShape: keepsShape(layer),
      told: layer.weights,
    });
    const trainable = config['trainable'] !== false;
    return { name, class_name: OPAQUE, config: { name, trainable, ...(like && { like }) } };
  }
}

/** Keras averages the steps that a mask leaves; the framework's layer averages all. */
const needsMask = ({ className, calls }: SavedLayer): boolean =>
  className === 'GlobalAveragePooling1D' && calls.some(({ isMasked }) => isMasked);

/** The layer is one of the framework's, and computes the same there. */
const isPlain = (layer: SavedLayer): boolean => !isFreeOperation(layer) && !needsMask(layer);

/** TensorFlow.js takes it and ignores it. */
const withoutActivityPenalty = (layer: SavedLayer): SavedLayer => ({
  ...layer,
  config: { ...layer.config, activity_regularizer: null },
});

/** Tells whether the first layer of a sequential model, or the layer it wraps, declares the input shape. */
function knowsItsInput(config: JsonObject): boolean {
  const [first] = listAt(config, 'layers');
  const own = objectAt(first, 'config') ?? {};
  const isModel = Array.isArray(own['layers']);
  return isModel
    ? Array.isArray(own['input_layers']) || knowsItsInput(own)
    : Array.isArray(own['batch_input_shape']);
}

const inboundOf = ({ layer, node, tensor }: TensorRef): readonly [string, number, number] => [
  layer,
  node,
  tensor,
];

const nodesUsed = (name: string, refs: readonly TensorRef[]): number[] =>
  refs.filter(({ layer }) => layer === name).map(({ node }) => node);

/** Nested models whose calls are counted from 0: TensorFlow.js counts the one that made them first. */
function countedFromZero(layers: readonly SavedLayer[], refs: readonly TensorRef[]): Set<string> {
  const nested = layers.filter(isNested).filter(({ name }) => nodesUsed(name, refs).includes(0));
  return new Set(nested.map(({ name }) => name));
}

/** Keras 3 counts the calls of a functional model from 1 where it lists the outputs, and from 0 everywhere else. */
function countedFromZeroAtEnd(
  layers: readonly SavedLayer[],
  names: ReadonlySet<string>,
  outputs: readonly TensorRef[],
): Set<string> {
  const isSequential = ({ className, config }: SavedLayer): boolean =>
    modelKind(className, config) === 'Sequential';
  const shifted = layers.filter(
    (layer) =>
      names.has(layer.name) && (isSequential(layer) || nodesUsed(layer.name, outputs).includes(0)),
  );
  return new Set(shifted.map(({ name }) => name));
}

const shiftRef = (ref: TensorRef, names: ReadonlySet<string>): TensorRef =>
  names.has(ref.layer) ? { ...ref, node: ref.node + 1 } : ref;

const shiftCall = (call: SavedCall, names: ReadonlySet<string>): SavedCall => ({
  ...call,
  inputs: call.inputs.map((ref) => shiftRef(ref, names)),
});

/** Brings the JSON of Keras 2, Keras 3 or TensorFlow.js into the one form that TensorFlow.js reads. */
export function normalizeModel(
  className: string,
  config: JsonObject,
  reading: Reading = { asKeras: true },
): NormalizedModel {
  const normalizer = new Normalizer(reading);
  const topology = normalizer.model(className, config);
  const { opaque, wrappers, lowRanks } = normalizer;
  return { topology, opaque, wrappers, lowRanks };
}

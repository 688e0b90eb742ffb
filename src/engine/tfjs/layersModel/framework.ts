import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { Failure, thrownText } from '../../../shared/base/failures';
import type { Message } from '../../../shared/base/message';
import type { Shape } from '../../../shared/network/network';
import type { Operation } from '../../../shared/network/operation';
import { message } from '../../../shared/words/message';
import { keepInputShapes } from './keepInputShapes';

keepInputShapes();

export type Layer = tfl.layers.Layer;
export type SymbolicTensor = tfl.SymbolicTensor;
/** One application of a layer, as the framework keeps it. */
export type LayerCall = Layer['inboundNodes'][number];
export type Config = tf.serialization.ConfigDict;

export const isModel = (layer: Layer): layer is tfl.LayersModel => layer instanceof tfl.LayersModel;

export const toList = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** Throws a `Failure` of code `unbuildable` for a model without layers. */
function ensureBuilt(model: tfl.LayersModel): void {
  const [input] = model.inputs;
  if (!input) throw new Failure('unbuildable', message('layers.none', { model: model.name }));
  if (!model.built) buildInner(model, input.shape);
}

/** Throws a `Failure` of code `model-threw` if the layers of a `Sequential` make no model. */
function buildInner(model: tfl.LayersModel, shape: Shape): void {
  try {
    model.build([...shape]);
  } catch (error) {
    // TensorFlow.js calls itself once for each layer that feeds the next.
    const isDeep = error instanceof RangeError;
    const why = isDeep
      ? message('layers.too-deep', { model: model.name, layers: model.layers.length })
      : thrownText(error);
    throw new Failure('model-threw', why, undefined, { cause: error });
  }
}

/** The calls inside a model, producers before consumers. Builds a `Sequential` that is not built yet. */
export function callsInOrder(model: tfl.LayersModel): LayerCall[] {
  ensureBuilt(model);
  return Object.keys(model.nodesByDepth)
    .map(Number)
    .sort((a, b) => b - a)
    .flatMap((depth) => model.nodesByDepth[String(depth)] ?? []);
}

/** An input layer's call names its own output as its input. */
export const isInputCall = (call: LayerCall): boolean => call.inboundLayers.length === 0;

/** The tensors that flow into a call from other layers. */
export const inputTensors = (call: LayerCall): SymbolicTensor[] =>
  isInputCall(call) ? [] : call.inputTensors;

/** The position of a call among all calls of its layer, from 0. */
export const callIndex = (call: LayerCall): number => call.outboundLayer.inboundNodes.indexOf(call);

export const inputShapes = (call: LayerCall): Shape[] =>
  inputTensors(call).map(({ shape }) => shape);
export const outputShapes = (call: LayerCall): Shape[] =>
  call.outputTensors.map(({ shape }) => shape);

type ClassOf = abstract new (...args: never[]) => unknown;
const classOf = (layer: object): ClassOf => layer.constructor as ClassOf;

/** The framework's own classes, noted before any user code could register one under the same name. */
const ownClasses: ReadonlySet<unknown> = new Set(
  Object.values(tf.serialization.SerializationMap.getMap().classNameMap).map(([own]) => own),
);
/** Stand-ins of ours do what the class of their name does, in another framework's way. */
const standsForOwn = (layer: Layer): boolean =>
  (layer as Layer & { readonly standsForOwn?: boolean }).standsForOwn === true;
export const isBuiltIn = (layer: Layer): boolean =>
  ownClasses.has(classOf(layer)) || standsForOwn(layer);

/** The class name for people; classes that declare none get the name they have in the source. */
export function kindOf(layer: Layer): string {
  const declared = layer.getClassName() as string | undefined;
  return declared ?? classOf(layer).name;
}

/** The layer inside a wrapper that applies it at every time step; any other layer itself. */
export function acting(layer: Layer): Layer {
  const inner = (layer as Layer & { readonly layer?: Layer }).layer;
  return layer.getClassName() === 'TimeDistributed' && inner ? inner : layer;
}

/** Tells whether a placeholder layer stands for one that multiplies by weights. */
export const multipliesUnseen = (layer: Layer): boolean =>
  (layer as Layer & { readonly multiplies?: boolean }).multiplies === true;

/** The known layer that a placeholder resembles: same shapes, other values. */
interface Likeness {
  readonly layer: Layer;
  /** Its nonlinearity is not known. */
  readonly bends: boolean;
}
export const likenessOf = (layer: Layer): Likeness | undefined =>
  (layer as Layer & { readonly likeness?: Likeness }).likeness;

/** The operation of a layer that stands for one of another framework and says what it does. */
export const statedOperation = (layer: Layer): Operation | undefined =>
  (layer as Layer & { readonly statedOperation?: Operation }).statedOperation;

/** The reason that a placeholder layer cannot be called. */
export const whyNotRun = (layer: Layer): Message | undefined =>
  (layer as Layer & { readonly cannotRun?: Message }).cannotRun;

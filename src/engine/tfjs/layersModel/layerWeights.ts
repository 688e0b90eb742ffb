import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { layers } from '@tensorflow/tfjs-layers';
import type { ParameterCount } from '../../../shared/network/network';
import type { NotMeasured } from '../../../shared/report/report';
import { message } from '../../../shared/words/message';
import type { ModelWeight } from '../built/builtModel';
import type { Application, FlatModel } from './flatten';
import { isBuiltIn, kindOf, type Layer } from './framework';

type Weight = tfl.LayerVariable;

const entriesOf = ({ shape }: Weight): number =>
  shape.reduce<number>((product, extent) => product * (extent ?? 1), 1);

/** The values of a list, a map, a set or a plain object; of anything else itself. */
function valuesIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value) || value instanceof Set) return [...(value as Iterable<unknown>)];
  if (value instanceof Map) return [...(value as Map<unknown, unknown>).values()];
  const isPlain =
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? Object.values(value) : [value];
}

/** Layers that a user's layer holds in its fields; training does not see their weights. */
function heldLayers(layer: Layer): Layer[] {
  if (isBuiltIn(layer)) return [];
  const isLayer = (value: unknown): value is Layer => value instanceof layers.Layer;
  return Object.values(layer)
    .flatMap(valuesIn)
    .filter(isLayer)
    .flatMap((held) => [held, ...heldLayers(held)]);
}

/** Entries of the weights of layers that a user's layer holds without making them its own, though they would learn. */
export function unregisteredEntries(layer: Layer): number {
  const own = new Set(layer.weights);
  return heldLayers(layer)
    .filter(({ trainable }) => trainable && layer.trainable)
    .flatMap((held) => held.trainableWeights)
    .filter((weight) => !own.has(weight))
    .reduce((sum, weight) => sum + entriesOf(weight), 0);
}

/** Every weight of a layer once, those of layers it holds in its fields included. */
export function weightsOf(layer: Layer): Weight[] {
  const held = heldLayers(layer).flatMap((each) => each.weights);
  return [...new Set([...layer.weights, ...held])];
}

/**
 * The weights of layers that a layer of the user's own calls itself: it does not list them among its own, so
 * that `fit` never trains them.
 */
function heldGaps({ id, layer }: Application, trained: TrainedWeights): NotMeasured[] {
  const all = weightsOf(layer);
  const names = shortNames(all);
  const reason = message('notMeasured.held-layer', { kind: kindOf(layer) });
  return all.flatMap((weight, i): NotMeasured[] => {
    const isForgotten = !layer.weights.includes(weight) && !trained.has(weight) && weight.trainable;
    if (!isForgotten) return [];
    return [{ quantity: 'gradient', weight: names[i] ?? '', layer: id, reason }];
  });
}

export const untrainedWeights = (
  { applications }: FlatModel,
  trained: TrainedWeights,
): NotMeasured[] =>
  applications
    .filter(({ sharedWith }) => !sharedWith)
    .flatMap((application) => heldGaps(application, trained));

/** Entries of the weights that multiply (rank ≥ 2); biases and scales do not count. */
export const kernelEntriesOf = (layer: Layer): number =>
  weightsOf(layer)
    .filter(({ shape }) => shape.length >= 2)
    .reduce((sum, weight) => sum + entriesOf(weight), 0);

/** The weights that `fit` would train: a frozen model or layer has none. */
export type TrainedWeights = ReadonlySet<Weight>;
export const trainedWeights = (model: tfl.LayersModel): TrainedWeights =>
  new Set(model.trainableWeights);

/** Entries of a layer's own weights; zero for the later calls of a shared layer. */
export function parametersOf(application: Application, trained: TrainedWeights): ParameterCount {
  if (application.sharedWith) return { trainable: 0, frozen: 0 };
  const weights = weightsOf(application.layer);
  const count = (isTrained: boolean): number =>
    weights
      .filter((weight) => trained.has(weight) === isTrained)
      .reduce((sum, weight) => sum + entriesOf(weight), 0);
  return { trainable: count(true), frozen: count(false) };
}

/** The last part of a weight's path, or as much of it as tells a layer's weights apart. */
function shortNames(weights: readonly Weight[]): string[] {
  const paths = weights.map(({ originalName }) => originalName.split('/'));
  const last = paths.map((path) => path.at(-1) ?? '');
  const unique = new Set(last).size === last.length;
  const names = unique ? last : paths.map((path) => path.slice(1).join('/'));
  return names.map((name, i) => (names.indexOf(name) === i ? name : `${name}#${i + 1}`));
}

const isVariable = (value: tf.Tensor): value is tf.Variable => value instanceof tf.Variable;

function variableOf(weight: Weight): tf.Variable {
  const value = weight.read();
  if (isVariable(value)) return value;
  throw new Error(`The weight ${weight.name} cannot be trained`);
}

/** All weights of the model, each once, owned by the first application of its layer. */
export function modelWeights({ applications }: FlatModel, trained: TrainedWeights): ModelWeight[] {
  const seen = new Set<Weight>();
  return applications.flatMap(({ id, layer }) => {
    const own = weightsOf(layer);
    const names = shortNames(own);
    return own.flatMap((weight, i) => {
      if (seen.has(weight)) return [];
      seen.add(weight);
      const name = names[i] ?? '';
      return [{ layer: id, name, variable: variableOf(weight), trainable: trained.has(weight) }];
    });
  });
}

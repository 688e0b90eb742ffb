import { dispose, serialization, type NamedTensorMap } from '@tensorflow/tfjs-core';
import { models, type LayersModel } from '@tensorflow/tfjs-layers';
import { Failure } from '../../../shared/base/failures';
import type { Message } from '../../../shared/base/message';
import { layerId, type LayerId } from '../../../shared/network/network';
import type { NotMeasured } from '../../../shared/report/report';
import { message } from '../../../shared/words/message';
import type { JsonObject } from '../../../shared/base/jsonValues';
import { isModel, type Layer } from '../layersModel/framework';
import { addLowRank, addSpectralVector } from './addedWeights';
import { registerKerasActivations, withVersion } from './kerasActivations';
import { registerKerasLayers } from './kerasLayers';
import { normalizeModel, type NormalizedModel } from './normalizeModel';
import { isOpaque, opaqueClass } from './opaqueLayer';
import type { ReadBeside, SavedModel, SavedWeights } from './savedModel';
import { placeNamedWeights } from './namedWeights';
import { setStoredWeights, storedWeights } from './storedWeights';
import { registerOperations } from './operationLayer';
import { registerRunnableLayers } from './runnableLayers';
import { settleUnshaped, UnshapedSequential } from './unshapedModel';
import { readWeightsBeside } from './weightsBeside';

export interface LoadedModel {
  readonly model: LayersModel;
  /** The reason that weights are drawn anew; absent if all of them were found. */
  readonly drawn?: Message;
  /** The quantities that the file does not give. */
  readonly gaps: readonly NotMeasured[];
}

interface MadeModel extends Pick<NormalizedModel, 'opaque' | 'wrappers' | 'lowRanks'> {
  readonly model: LayersModel;
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';

async function makeLayers({ className, config, byTensorflowJs }: SavedModel): Promise<MadeModel> {
  const asKeras = byTensorflowJs !== true;
  const { topology, ...facts } = normalizeModel(className, asKeras ? withVersion(config) : config, {
    asKeras,
  });
  // Registered anew for each file: a `Sequential` does not pass custom classes on to its layers.
  serialization.SerializationMap.register(opaqueClass(facts.opaque));
  serialization.SerializationMap.register(UnshapedSequential);
  registerRunnableLayers();
  registerOperations();
  registerKerasLayers();
  registerKerasActivations();
  try {
    const model = await models.modelFromJSON(topology as never);
    settleUnshaped(model);
    return { model, ...facts };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('not-a-model-file', firstLine(error));
  }
}

/** Puts the weights of the files beside a `model.json` into its model. */
async function loadBeside(
  { model, opaque }: MadeModel,
  manifest: readonly unknown[],
  readBeside: ReadBeside,
): Promise<Message | undefined> {
  if (manifest.length === 0) return message('notMeasured.weights-unnamed');
  const weights = await readWeightsBeside(manifest, readBeside);
  if (!weights) return message('notMeasured.weights-missing');
  try {
    holdNamed(model, weights);
    const left = loadNamed(model, weights, opaque.size > 0);
    return left.length > 0 ? notFitting(left) : undefined;
  } finally {
    dispose(weights);
  }
}

/** Gives layers that do not know their weights those that the files hold under their names. */
function holdNamed(model: LayersModel, weights: NamedTensorMap): void {
  const stored = Object.entries(weights);
  for (const [, layer] of placedLayers(model)) {
    if (!isOpaque(layer) || layer.knowsWeights) continue;
    const own = stored.filter(([name]) => name.split('/').slice(0, -1).includes(layer.name));
    if (own.length > 0) layer.hold(own.map(([, { shape }]) => shape));
  }
}

/** Sets weights by their names; returns the names of the layers whose weights are not among them. */
function loadNamed(model: LayersModel, weights: NamedTensorMap, partly: boolean): string[] {
  try {
    model.loadWeights(weights, !partly);
    return partly ? placeNamedWeights(model, weights) : [];
  } catch {
    return placeNamedWeights(model, weights);
  }
}

const SHOWN = 3;
function notFitting(names: readonly string[]): Message {
  const layers = names.slice(0, SHOWN).join(', ');
  const more = names.length - SHOWN;
  return more > 0
    ? message('notMeasured.more-weights-unfitting', { layers, more })
    : message('notMeasured.weights-unfitting', { layers });
}

type StoredWeights = Exclude<SavedWeights, { layout: 'manifest' }>;

function loadStored(
  { model }: MadeModel,
  { layout, root }: StoredWeights,
  config: JsonObject,
): Message | undefined {
  const left = setStoredWeights(storedWeights[layout](root, model, config));
  return left.length > 0 ? notFitting(left) : undefined;
}

/** The layers of a model and of the models in it, by the places that they have in a report. */
function placedLayers(model: LayersModel, path: readonly string[] = []): [LayerId, Layer][] {
  return model.layers.flatMap((layer): [LayerId, Layer][] => {
    const place = [...path, layer.name];
    return isModel(layer) ? placedLayers(layer, place) : [[layerId(place.join('/')), layer]];
  });
}

/** A wrapper that nobody knows here computes something else than the layer in it, which keeps its shapes. */
function refuseWrapped({ model, wrappers }: MadeModel): void {
  for (const [, layer] of placedLayers(model)) {
    const kind = wrappers.get(layer.name);
    const cannotRun = kind && message('saved.unknown-layer', { layer: layer.name, kind });
    if (cannotRun) Object.assign(layer, { cannotRun });
  }
}

/** Adds what wrappers and low ranks bring, and returns the weights that exist and are not counted. */
function addWeights({ model, opaque, wrappers, lowRanks }: MadeModel): NotMeasured[] {
  return placedLayers(model).flatMap(([id, layer]) => {
    const gap = (reason: Message): NotMeasured => ({ quantity: 'parameters', layer: id, reason });
    const wrapper = wrappers.get(layer.name);
    const lowRank = lowRanks.get(layer.name);
    const isWrapped = wrapper !== undefined && !addSpectralVector(wrapper, layer);
    const isLowRank = lowRank !== undefined && !addLowRank(layer, lowRank);
    const facts = opaque.get(layer.name);
    const isUnseen = facts && !facts.weightless && isOpaque(layer) && !layer.knowsWeights;
    return [
      ...(isWrapped ? [gap(message('notMeasured.wrapper-uncounted', { wrapper }))] : []),
      ...(isLowRank ? [gap(message('notMeasured.low-rank-uncounted', lowRank))] : []),
      ...(isUnseen ? [gap(message('notMeasured.unknown-weights', { kind: facts.className }))] : []),
    ];
  });
}

/** Makes the model that a file describes, with its weights if they are in it or beside it. Throws a `Failure`. */
export async function makeSavedModel(saved: SavedModel): Promise<LoadedModel> {
  const { weights, readBeside, config } = saved;
  const made = await makeLayers(saved);
  refuseWrapped(made);
  const isBeside = weights.layout === 'manifest';
  const drawn = isBeside
    ? await loadBeside(made, weights.manifest, readBeside)
    : loadStored(made, weights, config);
  const gaps = addWeights(made);
  return { model: made.model, gaps, ...(drawn !== undefined && { drawn }) };
}

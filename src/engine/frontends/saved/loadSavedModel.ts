import * as l10n from '@vscode/l10n';
import { readFile } from 'node:fs/promises';
import { dispose, serialization } from '@tensorflow/tfjs-core';
import { models, type LayersModel } from '@tensorflow/tfjs-layers';
import type { Message } from '../../../shared/base/message';
import { message } from '../../../shared/words/message';
import { Failure } from '../../../shared/base/failures';
import { layerId } from '../../../shared/network/network';
import type { NotMeasured } from '../../../shared/report/report';
import type { JsonObject } from './jsonValues';
import { normalizeModel, type NormalizedModel } from './normalizeModel';
import { isOpaque, opaqueClass } from './opaqueLayer';
import { readSavedFile, type SavedFile } from './readSavedFile';
import { readContent, type SavedContent } from './savedContent';
import { readSavedWeights } from './savedWeights';
import { setStoredWeights, type StoredWeights } from './storedWeights';

export interface LoadedModel {
  readonly model: LayersModel;
  /** Why weights are drawn anew; absent where all of them were found. */
  readonly drawn?: Message;
  /** What the file does not tell. */
  readonly gaps: readonly NotMeasured[];
}

interface MadeModel extends Pick<NormalizedModel, 'opaque' | 'wrappers'> {
  readonly model: LayersModel;
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';

async function makeModel({ className, config }: SavedFile): Promise<MadeModel> {
  const { topology, opaque, wrappers } = normalizeModel(className, config);
  // Registered anew for each file: a `Sequential` does not pass custom classes on to its layers.
  serialization.SerializationMap.register(opaqueClass(opaque));
  try {
    const model = await models.modelFromJSON(topology as never);
    return { model, opaque, wrappers };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('not-a-model-file', firstLine(error));
  }
}

/** Puts the weights of the files beside a `model.json` into its model. */
async function loadBeside(
  { model, opaque }: MadeModel,
  manifest: readonly unknown[],
  file: string,
): Promise<Message | undefined> {
  if (manifest.length === 0) return message('notMeasured.weights-unnamed');
  const weights = await readSavedWeights(manifest, file);
  if (!weights) return message('notMeasured.weights-missing');
  try {
    model.loadWeights(weights, opaque.size === 0);
  } catch (error) {
    throw new Failure(
      'not-a-model-file',
      l10n.t('its weights do not fit its layers: {0}', firstLine(error)),
    );
  } finally {
    dispose(weights);
  }
  return undefined;
}

const SHOWN = 3;
function notFitting(names: readonly string[]): Message {
  const layers = names.slice(0, SHOWN).join(', ');
  const more = names.length - SHOWN;
  return more > 0
    ? message('notMeasured.more-weights-unfitting', { layers, more })
    : message('notMeasured.weights-unfitting', { layers });
}

function loadStored(model: LayersModel, weights: StoredWeights, config: JsonObject) {
  const left = setStoredWeights(weights(model, config));
  return left.length > 0 ? notFitting(left) : undefined;
}

/** Weights that are there and are not counted. */
function uncounted({ model, opaque, wrappers }: MadeModel, stored: boolean): NotMeasured[] {
  const gap = (name: string, reason: Message): NotMeasured => ({
    quantity: 'parameters',
    layer: layerId(name),
    reason,
  });
  const wrapped = [...wrappers].map(([name, wrapper]) =>
    gap(name, message('notMeasured.wrapper-uncounted', { wrapper })),
  );
  const unseen = [...opaque].filter(
    ([name, { weightless }]) =>
      !weightless &&
      !stored &&
      model.layers.some((layer) => layer.name === name && isOpaque(layer)),
  );
  return [
    ...wrapped,
    ...unseen.map(([name, { className }]) =>
      gap(name, message('notMeasured.unknown-weights', { kind: className })),
    ),
  ];
}

/** Makes the model that a file holds, with its weights where they are in it or beside it. Throws a `Failure`. */
export async function makeSavedModel(content: SavedContent, file: string): Promise<LoadedModel> {
  const saved = readSavedFile(content.text);
  const made = await makeModel(saved);
  const { model } = made;
  const drawn = content.weights
    ? loadStored(model, content.weights, saved.config)
    : await loadBeside(made, saved.weightsManifest, file);
  const gaps = uncounted(made, content.weights !== undefined);
  return { model, gaps, ...(drawn !== undefined && { drawn }) };
}

/** Reads a file and makes its model. Throws a `Failure`. */
export const loadSavedModel = async (file: string): Promise<LoadedModel> =>
  makeSavedModel(readContent(await readFile(file), file), file);

import { readFile } from 'node:fs/promises';
import { dispose, type serialization } from '@tensorflow/tfjs-core';
import { models, type LayersModel } from '@tensorflow/tfjs-layers';
import { Failure } from '../../../shared/base/failures';
import { normalizeModel } from './normalizeModel';
import { OPAQUE, opaqueClass } from './opaqueLayer';
import { readSavedFile, type SavedFile } from './readSavedFile';
import { readSavedWeights } from './savedWeights';

export interface LoadedModel {
  readonly model: LayersModel;
  /** Weights were found beside the model; else they are drawn anew. */
  readonly hasWeights: boolean;
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';

async function makeModel({ className, config }: SavedFile): Promise<LayersModel> {
  const { topology, opaque } = normalizeModel(className, config);
  const opaqueLayer = opaqueClass(opaque);
  try {
    return await models.modelFromJSON(
      topology as never,
      {
        [OPAQUE]: [
          opaqueLayer,
          (_: unknown, own: serialization.ConfigDict) => new opaqueLayer(own),
        ],
      } as never,
    );
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('not-a-model-file', firstLine(error));
  }
}

/** Makes the model of a file's text, with its weights where they are beside it. Throws a `Failure`. */
export async function makeSavedModel(text: string, file: string): Promise<LoadedModel> {
  const saved = readSavedFile(text);
  const model = await makeModel(saved);
  const weights = await readSavedWeights(saved.weightsManifest, file);
  if (weights) {
    try {
      model.loadWeights(weights);
    } catch (error) {
      throw new Failure(
        'not-a-model-file',
        `its weights do not fit its layers: ${firstLine(error)}`,
      );
    } finally {
      dispose(weights);
    }
  }
  return { model, hasWeights: weights !== undefined };
}

export const loadSavedModel = async (file: string): Promise<LoadedModel> =>
  makeSavedModel(await readFile(file, 'utf8'), file);

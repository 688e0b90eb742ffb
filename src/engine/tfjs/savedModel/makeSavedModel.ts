import * as l10n from '@vscode/l10n';
import { dispose, serialization } from '@tensorflow/tfjs-core';
import { models, type LayersModel } from '@tensorflow/tfjs-layers';
import { Failure } from '../../../shared/base/failures';
import { layerId } from '../../../shared/network/network';
import type { NotMeasured } from '../../../shared/report/report';
import { message } from '../../../shared/words/message';
import type { JsonObject } from '../../../shared/base/jsonValues';
import { normalizeModel, type NormalizedModel } from './normalizeModel';
import { isOpaque, opaqueClass } from './opaqueLayer';
import type { SavedModel, SavedWeights } from './savedModel';
import { setStoredWeights, storedWeights } from './storedWeights';
import { readWeightsBeside } from './weightsBeside';

export interface LoadedModel {
  readonly model: LayersModel;
  /** Why weights are drawn anew; absent where all of them were found. */
  readonly drawn?: string;
  /** What the file does not tell. */
  readonly gaps: readonly NotMeasured[];
}

interface MadeModel extends Pick<NormalizedModel, 'opaque' | 'wrappers'> {
  readonly model: LayersModel;
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';

async function makeLayers({ className, config }: SavedModel): Promise<MadeModel> {
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
): Promise<string | undefined> {
  if (manifest.length === 0) return l10n.t('the file names no weights');
  const weights = await readWeightsBeside(manifest, file);
  if (!weights) return l10n.t('a file of weights is missing beside the model');
  try {
    model.loadWeights(weights, opaque.size === 0);
  } catch (error) {
    const values = { reason: firstLine(error) };
    throw new Failure('not-a-model-file', message('saved.weights-do-not-fit', values));
  } finally {
    dispose(weights);
  }
  return undefined;
}

const SHOWN = 3;
function notFitting(names: readonly string[]): string {
  const more = names.length > SHOWN ? l10n.t(' and {0} more', names.length - SHOWN) : '';
  return l10n.t('what the file holds does not fit {0}{1}', names.slice(0, SHOWN).join(', '), more);
}

type StoredWeights = Exclude<SavedWeights, { layout: 'manifest' }>;

function loadStored(
  { model }: MadeModel,
  { layout, root }: StoredWeights,
  config: JsonObject,
): string | undefined {
  const left = setStoredWeights(storedWeights[layout](root, model, config));
  return left.length > 0 ? notFitting(left) : undefined;
}

/** Weights that are there and are not counted. */
function uncounted({ model, opaque, wrappers }: MadeModel, stored: boolean): NotMeasured[] {
  const gap = (name: string, reason: string): NotMeasured => ({
    quantity: 'parameters',
    layer: layerId(name),
    reason,
  });
  const wrapped = [...wrappers].map(([name, wrapper]) =>
    gap(name, l10n.t('those that its {0} adds are not counted', wrapper)),
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
      gap(name, l10n.t('the file does not say what weights a {0} has', className)),
    ),
  ];
}

/** Makes the model that a file describes, with its weights where they are in it or beside it. Throws a `Failure`. */
export async function makeSavedModel(saved: SavedModel): Promise<LoadedModel> {
  const { weights, file, config } = saved;
  const made = await makeLayers(saved);
  const isBeside = weights.layout === 'manifest';
  const drawn = isBeside
    ? await loadBeside(made, weights.manifest, file)
    : loadStored(made, weights, config);
  const gaps = uncounted(made, !isBeside);
  return { model: made.model, gaps, ...(drawn !== undefined && { drawn }) };
}

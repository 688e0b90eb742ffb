import * as l10n from '@vscode/l10n';
import { Failure } from '../../../shared/base/failures';
import { isObject, listAt, objectAt, textAt, type JsonObject } from './jsonValues';

/** The parts of a saved model that this product reads. */
export interface SavedFile {
  readonly className: string;
  readonly config: JsonObject;
  /** Weight files beside the model, as TensorFlow.js writes them. */
  readonly weightsManifest: readonly unknown[];
}

const modelClasses = ['Functional', 'Model', 'Sequential'];

/** Where the topology may be: at the top, or inside what a converter wrapped around it. */
function topologyIn(content: JsonObject): JsonObject | undefined {
  const places = [
    content,
    objectAt(content, 'modelTopology'),
    objectAt(objectAt(content, 'modelTopology'), 'model_config'),
    objectAt(content, 'model_config'),
  ];
  return places.find((place) => modelClasses.includes(textAt(place, 'class_name') ?? ''));
}

const refuse = (why: string): never => {
  throw new Failure('not-a-model-file', why);
};

/** The JSON object that a file holds. Throws a `Failure` of code `not-a-model-file`. */
export function parseSaved(text: string): JsonObject {
  try {
    const content: unknown = JSON.parse(text);
    return isObject(content) ? content : refuse(l10n.t('it holds no JSON object'));
  } catch (error) {
    if (error instanceof Failure) throw error;
    return refuse(
      l10n.t('it is no valid JSON ({0})', error instanceof Error ? error.message : String(error)),
    );
  }
}

/**
 * Reads the JSON of a saved model: the `model.json` of TensorFlow.js, or what Keras 2 and 3 write with
 * `to_json()`. Throws a `Failure` of code `not-a-model-file`, or `unbuildable` for a graph model.
 */
export function readSavedFile(text: string): SavedFile {
  const content = parseSaved(text);
  const topology = topologyIn(content);
  if (!topology) {
    if (content['format'] === 'graph-model') {
      throw new Failure(
        'unbuildable',
        l10n.t('it is a graph model: a frozen program, which has no layers and cannot be trained'),
      );
    }
    return refuse(l10n.t('it holds no model of layers'));
  }
  const { config } = topology;
  return {
    className: textAt(topology, 'class_name') ?? '',
    config: Array.isArray(config) ? { layers: config } : (objectAt(topology, 'config') ?? {}),
    weightsManifest: listAt(content, 'weightsManifest'),
  };
}

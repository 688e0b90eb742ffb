import { Failure } from '../../../shared/base/failures';
import { type JsonObject, listAt, objectAt } from '../../../shared/base/jsonValues';
import { message } from '../../../shared/words/message';
import { namePlaces } from './namePlaces';
import { readBeside } from './readBeside';
import { readTopology, topologyAt } from './readTopology';
import type { SavedFile } from './savedFile';
import type { SavedContent, SavedFormat } from './savedFormat';

type FindTopology = (content: JsonObject) => JsonObject | undefined;

function openLayers(file: SavedFile, topology: JsonObject | undefined): SavedContent {
  if (!topology) throw new Failure('not-a-model-file', message('saved.no-layers'));
  const weights = { layout: 'manifest', manifest: listAt(file.json, 'weightsManifest') } as const;
  const model = { readBeside: readBeside(file.path), weights, ...readTopology(topology) };
  return { kind: 'layers', model, sourceOf: namePlaces(file) };
}

const format = (name: string, pattern: string, topologyIn: FindTopology): SavedFormat => ({
  name,
  patterns: [pattern],
  matches: ({ jsonIfAny }) => jsonIfAny !== undefined && topologyIn(jsonIfAny) !== undefined,
  open: (file) => openLayers(file, topologyIn(file.json)),
});

/** The `model.json` of TensorFlow.js and its converter: a topology, and weights in files beside it. */
export const layersModelJson = format('TensorFlow.js layers model', 'model.json', (content) =>
  topologyAt(objectAt(content, 'modelTopology')),
);

/** The text that `to_json()` of Keras 2 and 3 gives: a topology without weights. */
export const kerasJson = format('Keras JSON', '*.json', topologyAt);

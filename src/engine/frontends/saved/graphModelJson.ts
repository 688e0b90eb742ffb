import { Failure } from '../../../shared/base/failures';
import { type JsonObject, listAt, objectAt } from '../../../shared/base/jsonValues';
import { message } from '../../../shared/words/message';
import { readNumbersBeside } from '../../tfjs/savedModel/weightsBeside';
import { frozenProgram } from './frozenProgram';
import { namePlaces } from './namePlaces';
import { readBeside } from './readBeside';
import type { SavedFormat } from './savedFormat';

const hasProgram = (content: JsonObject): boolean =>
  Array.isArray(objectAt(content, 'modelTopology')?.['node']);

/** The `model.json` that TensorFlow.js converts a SavedModel to: a frozen program, and constants in files beside it. */
export const graphModelJson: SavedFormat = {
  name: 'TensorFlow.js graph model',
  patterns: ['model.json'],
  matches: ({ jsonIfAny }) =>
    jsonIfAny !== undefined && (hasProgram(jsonIfAny) || jsonIfAny['format'] === 'graph-model'),
  async open(file) {
    const { json: content } = file;
    if (!hasProgram(content))
      throw new Failure('unbuildable', message('saved.frozen-has-no-layers'));
    const manifest = listAt(content, 'weightsManifest');
    const program = frozenProgram(
      content,
      await readNumbersBeside(manifest, readBeside(file.path)),
    );
    const place = namePlaces(file);
    return { kind: 'program', program: { ...program, sourceOf: (node) => [place(node)] } };
  },
};

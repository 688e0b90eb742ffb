import { Failure } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';
import type { SavedWeights } from '../../tfjs/savedModel/savedModel';
import { readBeside } from './readBeside';
import { readTopology, topologyAt } from './readTopology';
import { parseObject, type SavedFile } from './savedFile';
import type { SavedContent } from './savedFormat';

/** The model in a file that holds its topology as a text and its weights beside it. Throws a `Failure`. */
export function openContainer(
  file: SavedFile,
  topology: string,
  weights: SavedWeights,
): SavedContent {
  const found = topologyAt(parseObject(topology));
  if (!found) throw new Failure('not-a-model-file', message('saved.no-layers'));
  const model = { readBeside: readBeside(file.path), weights, ...readTopology(found) };
  return { kind: 'layers', model, sourceOf: () => file.top };
}

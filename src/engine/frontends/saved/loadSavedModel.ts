import { Failure } from '../../../shared/base/failures';
import { largestBytes, readBytes } from '../../../workspace/files/readFile';
import { message } from '../../../shared/words/message';
import { type LoadedModel, makeSavedModel } from '../../tfjs/savedModel/makeSavedModel';
import { openContent } from './formats';
import { SavedFile } from './savedFile';

/**
 * Reads a file and makes its layers, for code that loads a saved model: `jobs` hands this to the frontends
 * of code. Throws a `Failure`: `not-a-model-file`, or `unbuildable` for a frozen program.
 */
export async function loadSavedModel(path: string): Promise<LoadedModel> {
  const content = await openContent(new SavedFile(path, await readBytes(path, largestBytes.model)));
  if (content.kind === 'layers') return makeSavedModel(content.model);
  throw new Failure('unbuildable', message('saved.frozen-has-no-layers'));
}

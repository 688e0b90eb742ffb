import { Failure } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';
import type { SavedWeights } from '../../tfjs/savedModel/savedModel';
import { openContainer } from './container';
import { openHdf5 } from './hdf5';
import type { SavedFile } from './savedFile';
import type { SavedFormat } from './savedFormat';

const isHdf5 = (file: SavedFile): boolean => file.startsWith('\x89HDF\r\n');

/** The `.h5` file of Keras 2: a topology as an attribute, and a group of weights per layer. */
export const hdf5Model: SavedFormat = {
  name: 'Keras HDF5',
  patterns: ['*.h5', '*.hdf5'],
  matches: isHdf5,
  open(file) {
    if (!isHdf5(file)) throw new Failure('not-a-model-file', message('saved.no-hdf5'));
    const root = openHdf5(file.bytes);
    const text = root.attributes['model_config'];
    if (typeof text !== 'string')
      throw new Failure('not-a-model-file', message('saved.weights-only'));
    const stored = root.folder('model_weights');
    const weights: SavedWeights = stored
      ? { layout: 'keras2', root: stored }
      : { layout: 'manifest', manifest: [] };
    return openContainer(file, text, weights);
  },
};

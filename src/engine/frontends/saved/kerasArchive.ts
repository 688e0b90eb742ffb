import { strFromU8, unzipSync } from 'fflate';
import { Failure } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';
import type { SavedWeights } from '../../tfjs/savedModel/savedModel';
import { openHdf5 } from './hdf5';
import { openContainer } from './container';
import type { SavedFile } from './savedFile';
import type { SavedFormat } from './savedFormat';

const parts: ReadonlySet<string> = new Set(['config.json', 'model.weights.h5']);

function unzip(bytes: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter: ({ name }) => parts.has(name) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure('not-a-model-file', message('saved.zip-damaged', { reason }));
  }
}

const weightsIn = (part: Uint8Array | undefined): SavedWeights =>
  part ? { layout: 'keras3', root: openHdf5(part) } : { layout: 'manifest', manifest: [] };

const isZip = (file: SavedFile): boolean => file.startsWith('PK\x03\x04');

/** The `.keras` file of Keras 3: a zip archive of a topology and an HDF5 file of weights. */
export const kerasArchive: SavedFormat = {
  name: 'Keras archive',
  patterns: ['*.keras'],
  matches: isZip,
  open(file) {
    if (!isZip(file)) throw new Failure('not-a-model-file', message('saved.no-zip'));
    const { 'config.json': config, 'model.weights.h5': weights } = unzip(file.bytes);
    if (!config) throw new Failure('not-a-model-file', message('saved.no-config'));
    return openContainer(file, strFromU8(config), weightsIn(weights));
  },
};

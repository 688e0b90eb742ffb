import * as l10n from '@vscode/l10n';
import { extname } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { Failure } from '../../../shared/base/failures';
import { openHdf5 } from './hdf5';
import { kerasWeights, legacyWeights, type StoredWeights } from './storedWeights';

/** The JSON of a saved model, and where its weights are if they came in the same file. */
export interface SavedContent {
  readonly text: string;
  /** `json` itself is the file: its lines are those of the file. */
  readonly form: 'json' | 'container';
  readonly weights?: StoredWeights;
}

const refuse = (why: string): never => {
  throw new Failure('not-a-model-file', why);
};

const partsOfKeras: ReadonlySet<string> = new Set(['config.json', 'model.weights.h5']);

function unzip(bytes: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter: ({ name }) => partsOfKeras.has(name) });
  } catch (error) {
    return refuse(l10n.t('its zip archive is cut off or damaged ({0})', (error as Error).message));
  }
}

/** The `.keras` file of Keras 3. */
function readArchive(bytes: Uint8Array): SavedContent {
  const { 'config.json': config, 'model.weights.h5': weights } = unzip(bytes);
  if (!config) return refuse(l10n.t('its zip archive holds no config.json'));
  return {
    text: strFromU8(config),
    form: 'container',
    ...(weights && { weights: kerasWeights(openHdf5(weights)) }),
  };
}

/** The `.h5` file of Keras 2. */
function readLegacy(bytes: Uint8Array): SavedContent {
  const root = openHdf5(bytes);
  const text = root.attributes['model_config'];
  if (typeof text !== 'string')
    return refuse(l10n.t('it holds weights and no model: save the whole model'));
  const weights = root.group('model_weights');
  return { text, form: 'container', ...(weights && { weights: legacyWeights(weights) }) };
}

const startsWith = (bytes: Uint8Array, signature: string): boolean =>
  strFromU8(bytes.subarray(0, signature.length), true) === signature;

const expected: Readonly<Record<string, string>> = {
  '.keras': l10n.t('a zip archive'),
  '.h5': l10n.t('an HDF5 file'),
  '.hdf5': l10n.t('an HDF5 file'),
};

/** Reads any saved model by what its file starts with. Throws a `Failure` of code `not-a-model-file`. */
export function readContent(bytes: Uint8Array, file: string): SavedContent {
  if (startsWith(bytes, 'PK\x03\x04')) return readArchive(bytes);
  if (startsWith(bytes, '\x89HDF\r\n')) return readLegacy(bytes);
  const wanted = expected[extname(file).toLowerCase()];
  if (wanted !== undefined) return refuse(l10n.t('it does not start as {0} does', wanted));
  return { text: strFromU8(bytes), form: 'json' };
}

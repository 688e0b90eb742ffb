import { extname } from 'node:path';
import type { Frontend } from '../../model/frontend';
import { openBuilt } from '../../tfjs/openedModel';
import { openSaved } from './openSaved';

/** A file that was read once. */
export interface SavedSubject {
  /** The folder of the workspace. */
  readonly root: string;
  /** An absolute path. */
  readonly file: string;
  /** The bytes on disk, or the text of an editor in their place. */
  readonly content: Uint8Array | string;
}

const endings: ReadonlySet<string> = new Set(['.json', '.h5', '.hdf5', '.keras']);

/** How a zip archive, an HDF5 file and JSON begin. */
const signatures = /^(?:PK\x03\x04|\x89HDF\r\n|\s*\{)/;

const startOf = (content: Uint8Array | string): string =>
  typeof content === 'string' ? content : Buffer.from(content.subarray(0, 64)).toString('latin1');

/** Opens models that are kept in files. */
export const savedFrontend: Frontend<SavedSubject> = {
  id: 'saved',
  patterns: ['*.json', '*.h5', '*.hdf5', '*.keras'],
  opens: ({ file, content }) =>
    endings.has(extname(file).toLowerCase()) || signatures.test(startOf(content)),
  open: async (subject, seed) => {
    const started = performance.now();
    const build = await openSaved(subject);
    return openBuilt(build, seed, performance.now() - started);
  },
};

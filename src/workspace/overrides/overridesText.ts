import path from 'node:path';
import { largestBytes, readTextIfAny } from '../files/readFile';
import { OVERRIDES_FILE } from './overrides';

/** The text of a folder's overrides; empty if there is none. Rejects with a `Failure` if it cannot be read. */
export const overridesTextIn = async (root: string): Promise<string> =>
  (await readTextIfAny(path.join(root, OVERRIDES_FILE), largestBytes.settings, OVERRIDES_FILE)) ??
  '';

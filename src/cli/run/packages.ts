import os from 'node:os';
import path from 'node:path';

/** The folder in which `skipscope setup` installs TensorFlow for the terminal. */
export const setUpFolder = (): string =>
  path.join(
    process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'),
    'skipscope',
    'tensorflow',
  );

/**
 * Folders whose `node_modules` may hold optional backends: the user's own, the working folder, the set-up
 * folder.
 */
export const packagePlaces = (): readonly string[] => [
  ...(process.env['SKIPSCOPE_PACKAGES'] ?? '').split(path.delimiter).filter(Boolean),
  process.cwd(),
  setUpFolder(),
];

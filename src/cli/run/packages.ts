import os from 'node:os';
import path from 'node:path';

/** A folder of the terminal's own among what programs keep for this user. */
const cacheFolder = (name: string): string =>
  path.join(process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'), 'skipscope', name);

/** The folder in which `skipscope setup` installs TensorFlow for the terminal. */
export const setUpFolder = (): string => cacheFolder('tensorflow');

/** The folder of the finished cells of experiments. */
export const journalFolder = (): string => cacheFolder('experiments');

/**
 * Folders whose `node_modules` may hold optional backends: the user's own and the set-up folder. The working
 * folder is none: a terminal does not know whether its files are trusted, and looking at a model runs nothing.
 */
export const packagePlaces = (): readonly string[] => [
  ...(process.env['SKIPSCOPE_PACKAGES'] ?? '').split(path.delimiter).filter(Boolean),
  setUpFolder(),
];

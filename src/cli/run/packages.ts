import path from 'node:path';
import { setUpFolder } from './folders';

/**
 * Folders whose `node_modules` may hold optional backends: the user's own and the set-up folder. The working
 * folder is none: a terminal does not know whether its files are trusted, and looking at a model runs nothing.
 */
export const packagePlaces = (): readonly string[] => [
  ...(process.env['SKIPSCOPE_PACKAGES'] ?? '').split(path.delimiter).filter(Boolean),
  setUpFolder(),
];

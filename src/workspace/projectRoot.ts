import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Any of these stands in the folder that a project's imports and paths start from. */
const marks = [
  '.skipscope.json',
  'pyproject.toml',
  'setup.py',
  'setup.cfg',
  'package.json',
  '.git',
];

/**
 * The folder of the project that a file belongs to: the nearest one above it with a mark of a project, else the one
 * that holds its Python package, else its own. The home folder and those above it are no project's.
 */
export function projectRoot(file: string): string {
  const above = foldersAbove(file);
  const isMarked = (folder: string): boolean =>
    marks.some((name) => existsSync(path.join(folder, name)));
  const isPackage = (folder: string): boolean => existsSync(path.join(folder, '__init__.py'));
  const own = path.dirname(file);
  return above.find(isMarked) ?? above.find((folder) => !isPackage(folder)) ?? own;
}

/** The folders around a file, the nearest first. */
function foldersAbove(file: string): string[] {
  const found: string[] = [];
  const home = path.join(os.homedir(), path.sep);
  let folder = path.dirname(file);
  while (!home.startsWith(path.join(folder, path.sep))) {
    found.push(folder);
    folder = path.dirname(folder);
  }
  return found;
}

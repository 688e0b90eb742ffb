import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { isJavascript } from '../../../../detection/javascript/sourceFile';
import { sourceFilesAround } from '../../../../workspace/sourceFiles';
import { packageAround } from '../link/workspacePackage';

/** A file of the workspace that may import another one. */
export interface Mention {
  readonly file: string;
  readonly bytes: Buffer;
}

// Bounds of the files that are looked at, and of the time from the first to the last.
const MOST_FILES = 2000;
const MOST_MILLISECONDS = 1000;

/** JavaScript and TypeScript of the workspace, nearest to a file first. */
function* nearestFirst(file: string, root: string): Generator<string, void> {
  yield* sourceFilesAround(file, root, isJavascript);
  const isOutside = relative(root, file).startsWith('..');
  if (isOutside) yield* sourceFilesAround(join(root, basename(file)), root, isJavascript);
}

/** Texts of which an import of a file must hold one: its name, or that of its package. */
function namesOf(file: string, root: string): string[] {
  const stem = basename(file).replace(/(?:\.d)?\.\w+$/, '');
  const own = packageAround(file, root);
  return [stem === 'index' ? basename(dirname(file)) : stem, ...(own === undefined ? [] : [own])];
}

function bytesOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/**
 * Finds the files whose text holds the name of a file or of its package, nearest first, as the caller iterates.
 * Looks at 2,000 files at most, for one second at most; one that cannot be read says nothing.
 */
export function* mentionsOf(file: string, root: string): Generator<Mention, void> {
  const names = namesOf(file, root);
  const end = Date.now() + MOST_MILLISECONDS;
  let looked = 0;
  for (const other of nearestFirst(file, root)) {
    if (other === file) continue;
    if (++looked > MOST_FILES || Date.now() > end) return;
    const bytes = bytesOf(other);
    if (bytes && names.some((name) => bytes.includes(name))) yield { file: other, bytes };
  }
}

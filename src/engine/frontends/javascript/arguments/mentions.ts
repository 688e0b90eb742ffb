import { closeSync, constants, openSync, readSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { isJavascript } from '../../../../detection/javascript/sourceFile';
import { filesAround, isMinified, largestSourceBytes } from '../../../../workspace/sourceFiles';
import { packageAround } from '../link/workspacePackage';

/** A file of the workspace that may import another one. */
export interface Mention {
  readonly file: string;
  readonly bytes: Buffer;
}

// Bounds of the files that are looked at, and of the time from the first to the last.
const MOST_FILES = 2000;
const MOST_MILLISECONDS = 1000;
/** A run that comes meanwhile waits for a rehearsal. */
const REHEARSAL_MILLISECONDS = 200;

const mayCall = (name: string): boolean => isJavascript(name) && !isMinified(name);

/** JavaScript and TypeScript of the workspace, nearest to a file first. */
function* nearestFirst(file: string, root: string): Generator<string, void> {
  yield* filesAround(file, root, mayCall);
  const isOutside = relative(root, file).startsWith('..');
  if (isOutside) yield* filesAround(join(root, basename(file)), root, mayCall);
}

/** Texts of which an import of a file must hold one: its name, or that of its package. */
function namesOf(file: string, root: string): string[] {
  const stem = basename(file).replace(/(?:\.d)?\.\w+$/, '');
  const own = packageAround(file, root);
  return [stem === 'index' ? basename(dirname(file)) : stem, ...(own === undefined ? [] : [own])];
}

/**
 * The bytes of a file, read into `room` in as few calls of the system as can be; none if it cannot be read or is larger
 * than the room, which is one byte larger than any file that is looked at.
 */
function bytesIn(room: Buffer, file: string): Buffer {
  let opened: number | undefined;
  try {
    opened = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const size = readSync(opened, room, 0, room.length, null);
    return room.subarray(0, size < room.length ? size : 0);
  } catch {
    return room.subarray(0, 0);
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}

/**
 * Finds the files whose text holds the name of a file or of its package, nearest first, as the caller iterates.
 * Looks at 2,000 files at most, for one second at most; one that cannot be read says nothing.
 */
export function* mentionsOf(
  file: string,
  root: string,
  milliseconds = MOST_MILLISECONDS,
): Generator<Mention, void> {
  const names = namesOf(file, root);
  const end = Date.now() + milliseconds;
  const room = Buffer.allocUnsafeSlow(largestSourceBytes + 1);
  let looked = 0;
  for (const other of nearestFirst(file, root)) {
    if (other === file) continue;
    if (++looked > MOST_FILES || Date.now() > end) return;
    const bytes = bytesIn(room, other);
    if (names.some((name) => bytes.includes(name)))
      yield { file: other, bytes: Buffer.from(bytes) };
  }
}

/** Searches a folder for mentions of a file that is not there: the next search finds its code and the files warm. */
export function rehearseMentions(folder: string): void {
  const file = join(folder, 'skipscope-rehearsal.ts');
  for (const mention of mentionsOf(file, folder, REHEARSAL_MILLISECONDS)) void mention;
}

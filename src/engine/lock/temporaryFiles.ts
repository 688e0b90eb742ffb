import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isUint8Array } from 'node:util/types';
import { endsWith, slice, startsWith, uncurried } from './captured';

const { lstatSync: lookAt, readdirSync: list } = fs;
const followLinks = fs.realpathSync.native;
const { S_IFMT, S_IFLNK, S_IFDIR } = fs.constants;
const cutAfter = uncurried(String.prototype.lastIndexOf);
const workingFolder = process.cwd.bind(process);
const decode = uncurried(TextDecoder.prototype.decode);
const utf8 = new TextDecoder();
const Address = URL;
const addressText = uncurried(
  Object.getOwnPropertyDescriptor(URL.prototype, 'href')?.get as (this: URL) => string,
);
const onWindows = process.platform === 'win32';

/** The system's temporary folder; absent if it does not exist. */
const folder = existing(tmpdir());

/** The path of something that exists, all links followed as the kernel follows them. */
function existing(path: string): string | undefined {
  try {
    return followLinks(path);
  } catch {
    return undefined;
  }
}

/** Tells whether an entry exists; dangling links and entries that cannot be read count. */
function isTaken(path: string): boolean {
  try {
    return lookAt(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOTDIR';
  }
}

const joined = (parent: string, name: string): string =>
  endsWith(parent, sep) ? parent + name : parent + sep + name;

/** The path from the root. Only Windows takes `..` away before it follows links. */
function absolute(path: string): string {
  if (onWindows) return resolve(path);
  return startsWith(path, sep) ? path : joined(workingFolder(), path);
}

function withoutLastSeparators(path: string): string {
  let text = path;
  while (text.length > 1 && endsWith(text, sep)) text = slice(text, 0, -1);
  return text;
}

/**
 * The path that a call would reach: its longest part that exists, links followed, and the names below it.
 * `undefined` if that cannot be told.
 */
function reached(path: string): string | undefined {
  let above = absolute(path);
  let below = '';
  for (;;) {
    const found = existing(above);
    if (found !== undefined) return below === '' ? found : joined(found, below);
    if (isTaken(above)) return undefined;
    const text = withoutLastSeparators(above);
    const cut = cutAfter(text, sep) + 1;
    const name = slice(text, cut);
    if (cut === 0 || name === '' || name === '.' || name === '..') return undefined;
    below = below === '' ? name : joined(name, below);
    above = slice(text, 0, cut);
  }
}

/** A path in any form that Node takes, read once. */
function textOf(path: unknown): string | undefined {
  if (typeof path === 'string') return path;
  if (isUint8Array(path)) return decode(utf8, path);
  return path instanceof Address ? fileURLToPath(addressText(path)) : undefined;
}

const isBelow = (real: string): boolean =>
  folder !== undefined && startsWith(real, joined(folder, ''));

/**
 * The path that a call would reach, if it lies below the system's temporary folder. Hand this on in place
 * of the given one: what was checked is then what is used.
 */
export function temporaryPath(path: unknown): string | undefined {
  const text = textOf(path);
  const real = text === undefined ? undefined : reached(text);
  return real !== undefined && isBelow(real) ? real : undefined;
}

/**
 * The path of an entry itself, a link or not, if it lies below the system's temporary folder: for calls
 * that do not follow a link in the last place.
 */
export function temporaryEntry(path: unknown): string | undefined {
  const text = textOf(path);
  if (text === undefined) return undefined;
  const whole = withoutLastSeparators(absolute(text));
  const cut = cutAfter(whole, sep) + 1;
  const name = slice(whole, cut);
  if (name === '' || name === '.' || name === '..') return temporaryPath(text);
  const parent = reached(slice(whole, 0, cut));
  const entry = parent === undefined ? undefined : joined(parent, name);
  return entry !== undefined && isBelow(entry) ? entry : undefined;
}

/** The path that a call would read, links followed. */
export function readPath(path: unknown): string | undefined {
  const text = textOf(path);
  return text === undefined ? undefined : existing(absolute(text));
}

/** Tells whether a path, its links followed, lies below the system's temporary folder. */
export const isTemporary = (path: unknown): boolean => temporaryPath(path) !== undefined;

const MOST_ENTRIES = 10_000;

/**
 * Tells whether a link is among a path and all below it, or too much lies there to say. A link that is moved
 * or copied would lead a later call elsewhere.
 */
export function holdsLinks(path: string, seen = { entries: 0 }): boolean {
  const found = lookAt(path, { throwIfNoEntry: false });
  if (!found) return false;
  seen.entries += 1;
  const kind = found.mode & S_IFMT;
  if (kind === S_IFLNK || seen.entries > MOST_ENTRIES) return true;
  if (kind !== S_IFDIR) return false;
  const names = list(path);
  for (let i = 0; i < names.length; i++) {
    if (holdsLinks(joined(path, names[i] ?? ''), seen)) return true;
  }
  return false;
}

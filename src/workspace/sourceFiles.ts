import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { isSourceFile } from '../detection/languages/sourceFile';
import { toFailureInfo, type FailureInfo } from '../shared/base/failures';
import { largestBytes, readBytesSync, textOf } from './files/readFile';
import { ignoreRules, isLeftOut } from './ignore/ignoreRules';
import type { IgnoreRule } from './ignore/pattern';

/** The rules of one `.gitignore`, which hold for everything below its folder, whose path has so many names. */
interface Rules {
  readonly depth: number;
  readonly rules: readonly IgnoreRule[];
}

const never = new Set([
  'node_modules',
  '.git',
  // Environments and caches of Python.
  '.venv',
  'venv',
  'site-packages',
  '__pycache__',
  '.tox',
  '.nox',
  '.ipynb_checkpoints',
]);

/** Files that people write are smaller; larger ones are bundles, TensorFlow.js's own among them. */
export const largestSourceBytes = 500_000;

/** Called for a `.gitignore` that cannot be read; the search goes on without its rules. */
export type Tell = (failure: FailureInfo) => void;

/** The messages of a search, and its names for files. */
interface Speech {
  readonly tell: Tell;
  readonly shown: (file: string) => string;
}
const silent: Speech = { tell: () => undefined, shown: (file) => file };

/**
 * Every source file below a folder, in alphabetical order, found lazily. Leaves out
 * what `.gitignore` files exclude, `node_modules`, environments of Python, links, minified files and those above 500 kB.
 * A folder that cannot be read has no files. `shown` gives the names that failures call files.
 */
export function* sourceFilesBelow(
  folder: string,
  tell = silent.tell,
  shown = silent.shown,
): Generator<string, void> {
  const speech = { tell, shown };
  const wanted = { mayHold: isSourceFile, accepts: mayBeWritten, speech };
  yield* search(folder, rulesAbove(folder, speech), wanted);
}

/**
 * The files of a workspace whose names `mayHold` lists, nearest to one of them first: those of its own folder and
 * below, then those of each folder around it, up to `root`. Found lazily; leaves out what `sourceFilesBelow` does.
 */
export function* filesAround(
  file: string,
  root: string,
  mayHold: (name: string) => boolean,
): Generator<string, void> {
  const isInside = !path.relative(root, file).startsWith('..');
  const wanted = { mayHold, accepts: () => true, speech: silent };
  let inner: string | undefined;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    yield* search(folder, rulesAbove(folder), { ...wanted, except: inner });
    if (!isInside || folder === root || folder === path.dirname(folder)) return;
    inner = folder;
  }
}

/** Tells whether `sourceFilesBelow` would give this file of the folder. */
export function isListed(file: string, folder: string): boolean {
  const inside = path.relative(folder, file);
  if (inside.startsWith('..') || path.isAbsolute(inside)) return false;
  const parts = inside.split(path.sep);
  let at = folder;
  let rules = rulesAbove(folder);
  for (const part of parts) {
    rules = [...rules, ...rulesIn(at)];
    at = path.join(at, part);
    if (never.has(part) || isIgnored(namesOf(at), at !== file, rules)) return false;
  }
  return mayBeWritten(file);
}

interface Wanted {
  /** By the name alone. */
  readonly mayHold: (name: string) => boolean;
  /** Asked for files that no rule leaves out. */
  readonly accepts: (file: string) => boolean;
  readonly speech: Speech;
  /** A folder that was searched already. */
  readonly except?: string | undefined;
}

function* search(
  folder: string,
  inherited: readonly Rules[],
  wanted: Wanted,
): Generator<string, void> {
  if (folder === wanted.except) return;
  const rules = [...inherited, ...rulesIn(folder, wanted.speech)];
  const entries = entriesOf(folder).filter(
    (one) => !never.has(one.name) && (one.isDirectory() || wanted.mayHold(one.name)),
  );
  const outer = namesOf(folder);
  const within = folder.endsWith(path.sep) ? folder : folder + path.sep;
  for (const entry of entries) {
    const isFolder = entry.isDirectory();
    if (isIgnored([...outer, entry.name.toLowerCase()], isFolder, rules)) continue;
    const full = within + entry.name;
    if (isFolder) yield* search(full, rules, wanted);
    else if (entry.isFile() && wanted.accepts(full)) yield full;
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

/** Tells files that a person may have written from those of a bundler. */
function mayBeWritten(file: string): boolean {
  if (!isSourceFile(file) || isMinified(file)) return false;
  const found = statSync(file, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size <= largestSourceBytes;
}

/** Tells the output of a minifier by its name. */
export const isMinified = (file: string): boolean => /\.min\.[cm]?js$/i.test(file);

/** The names of a path in small letters; none for the root of all. */
const namesOf = (folder: string): string[] =>
  folder
    .toLowerCase()
    .split(path.sep)
    .filter((name) => name !== '');

/** The innermost `.gitignore` with something to say decides, as in git. */
function isIgnored(names: readonly string[], isFolder: boolean, rules: readonly Rules[]): boolean {
  for (let i = rules.length - 1; i >= 0; i--) {
    const { depth, rules: own } = rules[i] as Rules;
    const isOut = isLeftOut(own, names.slice(depth), isFolder);
    if (isOut !== undefined) return isOut;
  }
  return false;
}

function rulesIn(folder: string, { tell, shown } = silent): Rules[] {
  const file = path.join(folder, '.gitignore');
  if (!existsSync(file)) return [];
  try {
    const text = textOf(readBytesSync(file, largestBytes.ignoreRules, shown(file)));
    return [{ depth: namesOf(folder).length, rules: ignoreRules(text) }];
  } catch (error) {
    tell(toFailureInfo(error));
    return [];
  }
}

/** Rules of the folders between the repository's root and `folder`, outermost first. */
function rulesAbove(folder: string, speech = silent): Rules[] {
  const parent = path.dirname(folder);
  if (parent === folder || existsSync(path.join(folder, '.git'))) return [];
  return [...rulesAbove(parent, speech), ...rulesIn(parent, speech)];
}

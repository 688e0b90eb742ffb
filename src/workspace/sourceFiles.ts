import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { isSourceFile } from '../detection/languages/sourceFile';

/** The rules of one `.gitignore`, which hold for everything below its folder. */
interface Rules {
  readonly folder: string;
  readonly rules: Ignore;
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
const LARGEST_BYTES = 500_000;

/**
 * Every source file below a folder, in alphabetical order, found lazily. Leaves out
 * what `.gitignore` files exclude, `node_modules`, environments of Python, links, minified files and those above 500 kB.
 * A folder that cannot be read has no files.
 */
export function* sourceFilesBelow(folder: string): Generator<string, void> {
  yield* search(folder, rulesAbove(folder));
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
    if (never.has(part) || isIgnored(at, at !== file, rules)) return false;
  }
  return mayBeWritten(file);
}

function* search(folder: string, inherited: readonly Rules[]): Generator<string, void> {
  const rules = [...inherited, ...rulesIn(folder)];
  for (const entry of entriesOf(folder)) {
    const full = path.join(folder, entry.name);
    const isFolder = entry.isDirectory();
    if (never.has(entry.name) || (!isFolder && !isSourceFile(entry.name))) continue;
    if (isIgnored(full, isFolder, rules)) continue;
    if (isFolder) yield* search(full, rules);
    else if (entry.isFile() && mayBeWritten(full)) yield full;
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
  if (!isSourceFile(file) || /\.min\.[cm]?js$/i.test(file)) return false;
  return (statSync(file, { throwIfNoEntry: false })?.size ?? Infinity) <= LARGEST_BYTES;
}

/** The innermost `.gitignore` with something to say decides, as in git. */
function isIgnored(full: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  for (const { folder, rules: own } of [...rules].reverse()) {
    const inside = path.relative(folder, full).split(path.sep).join('/');
    const { ignored, unignored } = own.test(isFolder ? `${inside}/` : inside);
    if (ignored || unignored) return ignored;
  }
  return false;
}

function rulesIn(folder: string): Rules[] {
  const file = path.join(folder, '.gitignore');
  if (!existsSync(file)) return [];
  return [{ folder, rules: ignore().add(readFileSync(file, 'utf8')) }];
}

/** Rules of the folders between the repository's root and `folder`, outermost first. */
function rulesAbove(folder: string): Rules[] {
  const parent = path.dirname(folder);
  if (parent === folder || existsSync(path.join(folder, '.git'))) return [];
  return [...rulesAbove(parent), ...rulesIn(parent)];
}

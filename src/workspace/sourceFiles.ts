import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { isSourceFile } from '../detection/languages/sourceFile';
import { toFailureInfo, type FailureInfo } from '../shared/base/failures';
import { largestBytes, readBytesSync, textOf } from './files/readFile';
import { ignoreRules, isLeftOut } from './ignore/ignoreRules';
import type { IgnoreRule } from './ignore/pattern';

/** The rules of one `.gitignore`, which hold for everything below its folder. */
interface Rules {
  readonly folder: string;
  readonly rules: readonly IgnoreRule[];
}

const never = new Set(['node_modules', '.git']);

/** Files that people write are smaller; larger ones are bundles, TensorFlow.js's own among them. */
const LARGEST_BYTES = 500_000;

/** Hears of a `.gitignore` that cannot be read, and counts as one without rules. */
export type Tell = (failure: FailureInfo) => void;

const silent: Tell = () => undefined;

/**
 * Every source file below a folder, in alphabetical order, found lazily. Leaves out
 * what `.gitignore` files exclude, `node_modules`, links, minified files and those above 500 kB.
 * A folder that cannot be read has no files.
 */
export function* sourceFilesBelow(folder: string, tell = silent): Generator<string, void> {
  yield* search(folder, rulesAbove(folder, tell), tell);
}

/** Tells whether `sourceFilesBelow` would give this file of the folder. */
export function isListed(file: string, folder: string): boolean {
  const inside = path.relative(folder, file);
  if (inside.startsWith('..') || path.isAbsolute(inside)) return false;
  const parts = inside.split(path.sep);
  let at = folder;
  let rules = rulesAbove(folder, silent);
  for (const part of parts) {
    rules = [...rules, ...rulesIn(at, silent)];
    at = path.join(at, part);
    if (never.has(part) || isIgnored(at, at !== file, rules)) return false;
  }
  return mayBeWritten(file);
}

function* search(folder: string, inherited: readonly Rules[], tell: Tell): Generator<string, void> {
  const rules = [...inherited, ...rulesIn(folder, tell)];
  for (const entry of entriesOf(folder)) {
    const full = path.join(folder, entry.name);
    const isFolder = entry.isDirectory();
    if (never.has(entry.name) || (!isFolder && !isSourceFile(entry.name))) continue;
    if (isIgnored(full, isFolder, rules)) continue;
    if (isFolder) yield* search(full, rules, tell);
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
  const found = statSync(file, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size <= LARGEST_BYTES;
}

/** The innermost `.gitignore` with something to say decides, as in git. */
function isIgnored(full: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  for (const { folder, rules: own } of [...rules].reverse()) {
    const inside = path.relative(folder, full).split(path.sep).join('/');
    const isOut = isLeftOut(own, inside, isFolder);
    if (isOut !== undefined) return isOut;
  }
  return false;
}

function rulesIn(folder: string, tell: Tell): Rules[] {
  const file = path.join(folder, '.gitignore');
  if (!existsSync(file)) return [];
  try {
    const text = textOf(readBytesSync(file, largestBytes.ignoreRules));
    return [{ folder, rules: ignoreRules(text) }];
  } catch (error) {
    tell(toFailureInfo(error));
    return [];
  }
}

/** Rules of the folders between the repository's root and `folder`, outermost first. */
function rulesAbove(folder: string, tell: Tell): Rules[] {
  const parent = path.dirname(folder);
  if (parent === folder || existsSync(path.join(folder, '.git'))) return [];
  return [...rulesAbove(parent, tell), ...rulesIn(parent, tell)];
}

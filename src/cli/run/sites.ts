import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ModelSite } from '../../shared/model/modelSite';
import type { SourcePosition } from '../../shared/base/source';
import { largestBytes, readText } from '../../workspace/files/readFile';
import { searchFiles } from '../../workspace/searchFiles';
import { sourceFilesBelow } from '../../workspace/sourceFiles';
import { findSites } from '../../detection/languages/languages';
import { wholeModel } from '../../detection/languages/wholeModel';
import { isSourceFile } from '../../detection/languages/sourceFile';
import { Failure } from '../../shared/base/failures';
import { usage } from '../terminal/flags';

/** A definition and the file that holds it. */
export interface FoundSite {
  /** Absolute. */
  readonly file: string;
  readonly site: ModelSite;
}

/** One model to inspect: `site` is empty for a saved model, which has no definition. */
export interface Target {
  /** Absolute. */
  readonly file: string;
  readonly site: string;
  /** Stands in for the file's own text. */
  readonly text?: string;
  /** The place for a failure that has none of its own. */
  readonly at: SourcePosition;
}

/** A file's name for people: relative to a folder, the working one if none is given, where it lies below it. */
export function shownFile(file: string, from = process.cwd()): string {
  const relative = path.relative(from, file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
}

/** A place in a file, as reports name it: the definition's, or the top where none is given. */
export const placeIn = (file: string, site?: ModelSite, from?: string): SourcePosition => ({
  file: shownFile(file, from).replaceAll(path.sep, '/'),
  ...(site?.range.start ?? { line: 1, column: 1 }),
});

/**
 * Reads `FILE#NAME` or `FILE`. Without a name the file must be a saved model, or hold a single definition that no
 * other one in it builds on: the network, not its blocks. Rejects with a `usage` failure that lists the definitions
 * otherwise, and with the failure of a file that cannot be searched. Paths are relative to `from`.
 */
export async function readTarget(given: string, from = process.cwd()): Promise<Target> {
  const { file, name } = splitTarget(given, from);
  if (!existsSync(file)) throw usage(`${shownFile(file, from)} does not exist.`);
  if (statSync(file).isDirectory()) throw usage(await folderRefusal(file, from));
  if (!isSourceFile(file)) return { file, site: name, at: placeIn(file, undefined, from) };
  const { sites, whole } = await definitionsIn(file, from);
  const wanted = name === '' ? whole : sites.find((site) => site.name === name);
  if (wanted) return { file, site: wanted.name, at: placeIn(file, wanted, from) };
  const names = sites.map((site) => site.name);
  throw usage(refusal(shownFile(file, from), name, names));
}

interface Definitions {
  readonly sites: readonly ModelSite[];
  /** The one that none of the others builds on. */
  readonly whole: ModelSite | undefined;
}

async function definitionsIn(file: string, from: string): Promise<Definitions> {
  try {
    const text = await readText(file, largestBytes.source, shownFile(file, from));
    const sites = findSites(text, file);
    return { sites, whole: wholeModel(sites, text) };
  } catch (error) {
    throw error instanceof Failure ? error.placedAt(placeIn(file, undefined, from)) : error;
  }
}

/** The definitions of a folder, in place of the one that was meant. */
async function folderRefusal(folder: string, from: string): Promise<string> {
  const names: string[] = [];
  const never = new AbortController().signal;
  const nameOf = (file: string): string => shownFile(file, from);
  for await (const { file, sites } of searchFiles(sourceFilesBelow(folder), never, nameOf)) {
    names.push(...sites.map(({ name }) => `${nameOf(file)}#${name}`));
    if (names.length >= MOST_LISTED) break;
  }
  const shown = nameOf(folder) || '.';
  if (names.length === 0) return `${shown} is a folder without a model definition.`;
  const more = names.length < MOST_LISTED ? '' : ', …';
  return `${shown} is a folder; name one of its models: ${names.join(', ')}${more}.`;
}

const MOST_LISTED = 20;

function splitTarget(given: string, from: string): { file: string; name: string } {
  const mark = given.lastIndexOf('#');
  const whole = path.resolve(from, given);
  // A file's own name may contain the mark.
  if (mark < 0 || existsSync(whole)) return { file: whole, name: '' };
  return { file: path.resolve(from, given.slice(0, mark)), name: given.slice(mark + 1) };
}

function refusal(file: string, name: string, names: readonly string[]): string {
  if (names.length === 0) return `There is no model definition in ${file}.`;
  const choice = names.map((each) => `${file}#${each}`).join(', ');
  return name === ''
    ? `${file} defines ${names.length} models; name one: ${choice}.`
    : `There is no ${name} in ${file}; there is ${choice}.`;
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ModelSite } from '../../shared/model/modelSite';
import type { SourcePosition } from '../../shared/base/source';
import { searchFile } from '../../workspace/searchFiles';
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
}

/** A file's name for people: relative to the working folder where it lies below it. */
export function shownFile(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
}

/** The place of what concerns a file and no line of it. */
export const topOf = (file: string): SourcePosition => ({
  file: shownFile(file).replaceAll(path.sep, '/'),
  line: 1,
  column: 1,
});

/**
 * Reads `FILE#NAME` or `FILE`. Without a name the file must be a saved model or hold a single definition;
 * rejects with a `usage` failure that lists the definitions otherwise, and with the failure of a file that cannot
 * be searched.
 */
export async function readTarget(given: string): Promise<Target> {
  const { file, name } = splitTarget(given);
  if (!existsSync(file)) throw usage(`${shownFile(file)} does not exist.`);
  if (!isSourceFile(file)) return { file, site: name };
  const { sites, failure } = await searchFile(file, shownFile(file));
  if (failure) throw new Failure(failure.code, failure.detail, failure.at ?? topOf(file));
  const names = sites.map((site) => site.name);
  const wanted = name === '' && names.length === 1 ? names[0] : name;
  if (wanted !== undefined && names.includes(wanted)) return { file, site: wanted };
  throw usage(refusal(shownFile(file), name, names));
}

function splitTarget(given: string): { file: string; name: string } {
  const mark = given.lastIndexOf('#');
  // A file's own name may contain the mark.
  if (mark < 0 || existsSync(given)) return { file: path.resolve(given), name: '' };
  return { file: path.resolve(given.slice(0, mark)), name: given.slice(mark + 1) };
}

function refusal(file: string, name: string, names: readonly string[]): string {
  if (names.length === 0) return `There is no model definition in ${file}.`;
  const choice = names.map((each) => `${file}#${each}`).join(', ');
  return name === ''
    ? `${file} defines ${names.length} models; name one: ${choice}.`
    : `There is no ${name} in ${file}; there is ${choice}.`;
}

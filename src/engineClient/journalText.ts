import { createHash } from 'node:crypto';
import type { Cell } from '../shared/protocol/job';

/** A cell as one line of a journal, with its end. */
export const cellLine = ({ id, value }: Cell): string => `${JSON.stringify({ id, value })}\n`;

/**
 * The cells in the text of a journal, each id once. Lines that are no cell are left out: the last one of a
 * process that was killed while it wrote is torn.
 */
export function cellsOf(text: string, isValue: (value: unknown) => boolean): readonly Cell[] {
  const cells = text.split('\n').flatMap((line) => cellOf(line, isValue));
  return [...new Map(cells.map((cell) => [cell.id, cell])).values()];
}

function cellOf(line: string, isValue: (value: unknown) => boolean): Cell[] {
  const parsed = parse(line);
  if (typeof parsed !== 'object' || parsed === null) return [];
  if (!('id' in parsed) || typeof parsed.id !== 'string' || !('value' in parsed)) return [];
  const { id, value } = parsed;
  return isValue(value) ? [{ id, value }] : [];
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The end of a torn last line, after which the next cell has a line of its own. */
export const endOfTorn = (text: string): string => (text === '' || text.endsWith('\n') ? '' : '\n');

/** The name of the journal for a key; equal keys share it, in any order of their properties. */
export const journalName = (key: unknown): string =>
  `${createHash('sha256').update(JSON.stringify(key, sorted)).digest('hex')}.jsonl`;

/** Sorts the properties of objects, for `JSON.stringify`. */
function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

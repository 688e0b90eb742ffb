import { stripVTControlCharacters } from 'node:util';
import { table } from './terminal';
import { width } from './width';

/** Columns that every terminal has; a text that is piped is as wide, so that it reads alike anywhere. */
const NARROWEST = 80;

/** Columns of the terminal that this process writes to. */
export const terminalColumns = (): number =>
  process.stdout.isTTY ? Math.max(NARROWEST, process.stdout.columns) : NARROWEST;

/** The way in which a table gives way to a narrow terminal. */
interface Fit {
  readonly columns: number;
  /** The columns that are left out, the first one first, until the table fits. */
  readonly drops: readonly number[];
  /** The column whose texts are cut after that; never one of numbers. */
  readonly cut: number;
}

type Rows = readonly (readonly string[])[];
const GAP = 2;
const SHORTEST = 8;

/** A table no wider than the terminal: less in each row, and no line that wraps inside a number. */
export function fittedTable(
  rows: Rows,
  align: readonly ('left' | 'right')[],
  { columns, drops, cut }: Fit,
): string {
  const count = Math.max(0, ...rows.map((row) => row.length));
  let kept = Array.from({ length: count }, (_, column) => column);
  for (const drop of drops) {
    if (widthOf(rows, kept) <= columns) break;
    kept = kept.filter((column) => column !== drop);
  }
  const over = Math.max(0, widthOf(rows, kept) - columns);
  const room = Math.max(SHORTEST, columnWidth(rows, cut) - over);
  const cellOf = (row: readonly string[], column: number): string =>
    column === cut ? shortened(row[column] ?? '', room) : (row[column] ?? '');
  return table(
    rows.map((row) => kept.map((column) => cellOf(row, column))),
    kept.map((column) => align[column] ?? 'left'),
  );
}

const columnWidth = (rows: Rows, column: number): number =>
  Math.max(0, ...rows.map((row) => width(row[column] ?? '')));

const widthOf = (rows: Rows, kept: readonly number[]): number =>
  kept.reduce((sum, column) => sum + columnWidth(rows, column), 0) + GAP * (kept.length - 1);

/** Cut in the middle: the number that tells layers apart is at the end. */
export function shortened(text: string, room: number): string {
  if (width(text) <= room) return text;
  const plain = stripVTControlCharacters(text);
  const half = Math.floor((room - 1) / 2);
  return `${plain.slice(0, room - 1 - half)}…${plain.slice(-half)}`;
}

import pc from 'picocolors';
import { asWritten } from './visible';
import { width } from './width';

/** Goes back to the start of the line and empties it. */
export const CLEAR_LINE = '\r\u001b[K';

export type Colours = ReturnType<typeof pc.createColors>;

/** The output streams of a command: results go to `out` or `raw`, progress and failures to `err`. */
export interface Terminal {
  out(text: string): void;
  /** A file that goes to stdout: written as it is. */
  raw(text: string): void;
  err(text: string): void;
  readonly colours: Colours;
  /** Progress may be redrawn in place. */
  readonly live: boolean;
}

/** Called when results can no longer be written: a closed pipe, a full disk. */
export type Lost = (error: NodeJS.ErrnoException) => void;

/**
 * The terminal or pipe that this process was started in; colours as NO_COLOR and FORCE_COLOR say. Nothing else
 * writes to it.
 */
export function processTerminal(lost: Lost): Terminal {
  const { stdout, stderr, env } = process;
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const coloured = env['NO_COLOR'] === undefined && (stdout.isTTY || forced);
  const live = stderr.isTTY;
  stdout.on('error', lost);
  // Without it there is nobody to tell.
  stderr.on('error', () => undefined);
  return {
    out: (text) => stdout.write(asWritten(text, { colours: coloured, redrawing: false })),
    raw: (text) => stdout.write(text),
    err: (text) => stderr.write(asWritten(text, { colours: coloured, redrawing: live })),
    colours: pc.createColors(coloured),
    live,
  };
}

const pad = (text: string, columns: number, align: 'left' | 'right'): string => {
  const space = ' '.repeat(Math.max(0, columns - width(text)));
  return align === 'left' ? text + space : space + text;
};

/** Rows as aligned lines; a column is right-aligned if `align` says so. */
export function table(
  rows: readonly (readonly string[])[],
  align: readonly ('left' | 'right')[] = [],
): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => width(row[column] ?? ''))),
  );
  return rows
    .map((row) => row.map((cell, i) => pad(cell, widths[i] ?? 0, align[i] ?? 'left')).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Cell } from '../shared/protocol/job';
import { cellLine, cellsOf, endOfTorn, journalName } from './journalText';

/** A folder of finished cells, one file for each key. Its owner deletes the files. */
export interface JournalFolder {
  readonly folder: string;
  /** Cells that another version of SkipScope computed are not used. */
  readonly version: string;
}

/** A file of finished cells: one JSON line each, written as soon as the cell is there. */
export class Journal {
  private written: Promise<void>;

  private constructor(
    private readonly file: string,
    /** The cells of earlier runs. */
    readonly cells: readonly Cell[],
    torn: string,
  ) {
    this.written = torn === '' ? Promise.resolve() : appendFile(file, torn);
  }

  /** Opens the journal of a key, which need not exist yet. */
  static async open(
    { folder, version }: JournalFolder,
    key: unknown,
    isValue: (value: unknown) => boolean,
  ): Promise<Journal> {
    await mkdir(folder, { recursive: true });
    const file = path.join(folder, journalName({ version, key }));
    const text = await readFile(file, 'utf8').catch(() => '');
    return new Journal(file, cellsOf(text, isValue), endOfTorn(text));
  }

  /** Appends a cell to those that were kept before. */
  keep(cell: Cell): void {
    this.written = this.written.then(() => appendFile(this.file, cellLine(cell)));
    // `close` reports it.
    this.written.catch(() => undefined);
  }

  /** Resolves when every cell is written; rejects with the first error of the file system. */
  close(): Promise<void> {
    return this.written;
  }
}

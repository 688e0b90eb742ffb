import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../../shared/base/failures';
import type { ModelKey } from '../../../shared/model/modelKey';
import type { Report } from '../../../shared/report/report';
import { reportOf } from '../../../shared/report/readReport';
import { changeText } from '../../../shared/words/changeText';
import { Emitter } from '../../../shared/base/emitter';
import {
  bounded,
  isOf,
  isWorthKeeping,
  networkHash,
  readIndex,
  type HistoryEntry,
} from './historyIndex';
import { readPacked, writePacked } from './packedJson';

const INDEX = 'index.json';

/** The last reports of each model, kept in a folder: one compressed file for each, and one index. */
export class RunHistory {
  private entries: readonly HistoryEntry[] = [];
  private readonly changes = new Emitter<undefined>();
  readonly onDidChange = this.changes.event;
  /** The end of the latest change; the next one waits for it. */
  private last: Promise<unknown>;

  /** `most` gives the number of reports kept of one model; 0 keeps none. */
  constructor(
    private readonly folder: string,
    private readonly most: () => number,
  ) {
    this.last = this.load();
  }

  /** The entries of one model loaded so far, newest first. */
  of(site: ModelKey): readonly HistoryEntry[] {
    return this.entries.filter((one) => isOf(one, site));
  }

  /** The entries of all models loaded so far, newest first. */
  all(): readonly HistoryEntry[] {
    return this.entries;
  }

  /** Keeps a report and removes the oldest beyond the bound. Rejects if the folder cannot be written. */
  add(site: ModelKey, report: Report, verdict: string, at = Date.now()): Promise<void> {
    return this.inTurn(async () => {
      const most = this.most();
      if (most === 0) return;
      const entry: HistoryEntry = {
        file: `${at}-${randomUUID()}.json.gz`,
        ...site,
        at,
        verdict,
        probed: report.probe !== undefined,
        profiled: report.profile !== undefined,
        network: networkHash(report),
      };
      if (!isWorthKeeping(this.entries, entry)) return;
      const change = await this.changeSince(site, report);
      const kept = change === undefined ? entry : { ...entry, change };
      await mkdir(this.folder, { recursive: true });
      await writePacked(this.pathOf(entry.file), report);
      await this.keep(bounded([kept, ...this.entries], most));
    });
  }

  /** The change of a report since the latest one of its model, as far as that can be read. */
  private async changeSince(site: ModelKey, report: Report): Promise<string | undefined> {
    const [latest] = this.of(site);
    const before = latest && (await this.read(latest).catch(() => undefined));
    return before && changeText(before, report);
  }

  /** Rejects with `file-not-found` if the report is gone, `protocol-mismatch` if it is none that can be read; those of older versions can. */
  async read({ file }: HistoryEntry): Promise<Report> {
    const kept = await readPacked(this.pathOf(file)).catch(() => {
      throw new Failure('file-not-found', file);
    });
    const report = reportOf(kept);
    if (!report) throw new Failure('protocol-mismatch', file);
    return report;
  }

  /** Removes the reports of one model, or all of them. */
  clear(site?: ModelKey): Promise<void> {
    const stays = (one: HistoryEntry): boolean => site !== undefined && !isOf(one, site);
    return this.inTurn(() => this.keep(this.entries.filter(stays)));
  }

  /** Keeps the reports of a file, or of all files below a folder, under its new URI. */
  move(from: string, to: string): Promise<void> {
    const moved = (one: HistoryEntry): HistoryEntry =>
      one.document === from || one.document.startsWith(`${from}/`)
        ? { ...one, document: to + one.document.slice(from.length) }
        : one;
    return this.inTurn(() => this.keep(this.entries.map(moved)));
  }

  private inTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.last.then(act);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async load(): Promise<void> {
    const text = await readFile(this.pathOf(INDEX), 'utf8').catch(() => '[]');
    this.entries = bounded(readIndex(text), this.most());
    this.changes.fire(undefined);
  }

  /**
   * Writes the index first, because it must never name a missing file; then removes the files it no longer
   * names.
   */
  private async keep(entries: readonly HistoryEntry[]): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const draft = this.pathOf(`${INDEX}.new`);
    await writeFile(draft, JSON.stringify(entries));
    await rename(draft, this.pathOf(INDEX));
    this.entries = entries;
    this.changes.fire(undefined);
    const kept = new Set(entries.map(({ file }) => file));
    const files = (await readdir(this.folder)).filter((file) => file.endsWith('.json.gz'));
    await Promise.all(
      files.filter((file) => !kept.has(file)).map((file) => rm(this.pathOf(file), { force: true })),
    );
  }

  private pathOf(file: string): string {
    return path.join(this.folder, file);
  }
}

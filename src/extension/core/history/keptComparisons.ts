import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../../shared/base/failures';
import { reportOf } from '../../../shared/report/readReport';
import type { Report } from '../../../shared/report/report';
import { readPacked, writePacked } from './packedJson';

/** Two reports that one panel shows. */
export interface ComparedReports {
  readonly before: Report;
  readonly after: Report;
}

/** More panels than anybody keeps open; older pairs are removed. */
const MOST_COMPARISONS = 20;
const ENDING = '.json.gz';

/** Keeps the pairs of reports that panels show in a folder: the panels survive a restart of the editor. */
export class KeptComparisons {
  constructor(private readonly folder: string) {}

  /** Rejects if the folder cannot be written. */
  async keep(id: string, { before, after }: ComparedReports): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writePacked(this.pathOf(id), { before, after });
    await this.removeOldest();
  }

  /** Reads those of older versions too. Rejects if there is no such pair that can be read. */
  async read(id: string): Promise<ComparedReports> {
    const kept = (await readPacked(this.pathOf(id))) as Partial<ComparedReports> | null;
    const before = reportOf(kept?.before);
    const after = reportOf(kept?.after);
    if (before && after) return { before, after };
    throw new Failure('protocol-mismatch', id);
  }

  private async removeOldest(): Promise<void> {
    const files = (await readdir(this.folder)).filter((file) => file.endsWith(ENDING));
    const dated = await Promise.all(
      files.map(async (file) => {
        const place = path.join(this.folder, file);
        return { place, at: (await stat(place)).mtimeMs };
      }),
    );
    dated.sort((a, b) => b.at - a.at);
    await Promise.all(dated.slice(MOST_COMPARISONS).map(({ place }) => rm(place, { force: true })));
  }

  private pathOf(id: string): string {
    return path.join(this.folder, `${id}${ENDING}`);
  }
}

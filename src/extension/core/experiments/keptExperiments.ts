import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { Failure } from '../../../shared/base/failures';
import { isExperimentResult } from '../../../shared/experiment/guard';
import { modelKey, type ModelKey } from '../../../shared/model/modelKey';
import type {
  KeptExperiment,
  ShownExperiment,
} from '../../../shared/protocol/experimentPanelContract';
import { readPacked, writePacked } from '../history/packedJson';

const ENDING = '.json.gz';
/** Results that are kept of all models together. */
const MOST = 60;

interface Kept extends ShownExperiment {
  readonly site: ModelKey;
  /** SHA-256 of the source that it is about. */
  readonly text: string;
}

const keptShape = v.object({
  site: modelKey,
  text: v.string(),
  command: v.string(),
  result: v.custom<ShownExperiment['result']>(isExperimentResult),
});

/** SHA-256 of a source text. */
const textHash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Results of experiments, one compressed file each; the oldest go first. */
export class KeptExperiments {
  constructor(private readonly folder: string) {}

  /** Rejects if the folder cannot be written. */
  async keep(site: ModelKey, shown: ShownExperiment, text: string, at = Date.now()): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const kept: Kept = { site, text: textHash(text), ...shown };
    await writePacked(path.join(this.folder, `${at}-${randomUUID()}${ENDING}`), kept);
    const files = (await this.files()).slice(MOST);
    await Promise.all(files.map((file) => rm(path.join(this.folder, file), { force: true })));
  }

  /** The results of one model, newest first; those of another text are stale. */
  async of(site: ModelKey, text: string): Promise<readonly KeptExperiment[]> {
    const hash = textHash(text);
    const all = await Promise.all(
      (await this.files()).map(async (file) => ({ file, kept: await this.kept(file) })),
    );
    return all.flatMap(({ file, kept }): KeptExperiment[] => {
      if (kept?.site.document !== site.document || kept.site.name !== site.name) return [];
      return [
        {
          id: file,
          experiment: kept.result.experiment,
          at: Number.parseInt(file, 10),
          command: kept.command,
          stale: kept.text !== hash,
        },
      ];
    });
  }

  /** The newest result of an experiment on this text; `undefined` if there is none. */
  async latest(
    site: ModelKey,
    text: string,
    experiment: string,
  ): Promise<ShownExperiment | undefined> {
    const found = (await this.of(site, text)).find(
      (each) => each.experiment === experiment && !each.stale,
    );
    return found && this.read(found.id);
  }

  /** Rejects with `file-not-found` if it is gone or cannot be read. */
  async read(id: string): Promise<ShownExperiment> {
    const kept = await this.kept(path.basename(id));
    if (!kept) throw new Failure('file-not-found', id);
    return { result: kept.result, command: kept.command };
  }

  async remove(id: string): Promise<void> {
    await rm(path.join(this.folder, path.basename(id)), { force: true });
  }

  private async files(): Promise<string[]> {
    const files = await readdir(this.folder).catch(() => []);
    const own = files.filter((file) => file.endsWith(ENDING));
    return own.sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));
  }

  private async kept(file: string): Promise<Kept | undefined> {
    const value = await readPacked(path.join(this.folder, file)).catch(() => undefined);
    return v.is(keptShape, value) ? value : undefined;
  }
}

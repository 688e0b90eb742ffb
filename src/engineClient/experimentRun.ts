import { Failure, toFailureInfo } from '../shared/base/failures';
import type { ExperimentCell, ExperimentDraft } from '../shared/experiment/experiment';
import type { ExperimentRequest } from '../shared/protocol/experimentRequest';
import type { Cell } from '../shared/protocol/job';
import type { JobRunner } from '../shared/protocol/jobs';

/** The progress of an experiment. */
export interface ExperimentProgress {
  readonly draft: ExperimentDraft;
  /** Cells that are there, and those of the plan; pilots are not counted. */
  readonly done: number;
  readonly total: number;
  /** The cells that this run has computed so far. */
  readonly cells: readonly Cell<ExperimentCell>[];
  /** Expected seconds that are left; absent until a cell has been timed. */
  readonly secondsLeft?: number;
}

/** The cells of a finished or stopped run of an experiment. */
export interface ExperimentRun {
  readonly draft: ExperimentDraft;
  readonly cells: readonly Cell<ExperimentCell>[];
  /** The caller stopped it: what was computed is kept. */
  readonly stopped: boolean;
}

export interface ExperimentRunOptions {
  readonly processes: number;
  readonly signal: AbortSignal;
  readonly progress?: (progress: ExperimentProgress) => void;
}

/** The cells of all processes of a run so far. */
class Gathered {
  draft: ExperimentDraft | undefined;
  readonly cells = new Map<string, Cell<ExperimentCell>>();
  private started = 0;

  /** The first draft counts: all processes plan the same. */
  begin(draft: ExperimentDraft): void {
    this.draft ??= draft;
    if (this.started === 0) this.started = performance.now();
  }

  get progress(): ExperimentProgress | undefined {
    const { draft } = this;
    if (!draft) return undefined;
    const planned = new Set(draft.plan.map(({ id }) => id));
    const fresh = [...this.cells.keys()].filter((id) => planned.has(id)).length;
    const done =
      fresh + draft.kept.filter(({ id }) => planned.has(id) && !this.cells.has(id)).length;
    const total = draft.plan.length;
    const seconds = (performance.now() - this.started) / 1000;
    return {
      draft,
      done,
      total,
      cells: [...this.cells.values()],
      ...(fresh > 0 && { secondsLeft: (seconds / fresh) * (total - done) }),
    };
  }
}

/**
 * Runs an experiment in several processes of one client, each with its share of the cells. The same request
 * gives the same cells, whatever the number of processes. Where the signal stops it, gives what is there;
 * rejects with a `Failure` where nothing is, or where a process failed.
 */
export async function runExperiment(
  client: JobRunner,
  request: ExperimentRequest,
  { processes, signal, progress }: ExperimentRunOptions,
): Promise<ExperimentRun> {
  const gathered = new Gathered();
  const tell = (): void => {
    if (gathered.progress) progress?.(gathered.progress);
  };
  const failing = new AbortController();
  const stop = AbortSignal.any([signal, failing.signal]);
  const runPart = async (index: number): Promise<void> => {
    const job = { kind: 'experiment', ...request, part: { index, of: processes } } as const;
    const listener = {
      partial: (draft: ExperimentDraft) => {
        gathered.begin(draft);
        tell();
      },
      cell: (cell: Cell<ExperimentCell>) => {
        gathered.cells.set(cell.id, cell);
        tell();
      },
    };
    try {
      await client.run(job, listener, stop);
    } catch (error) {
      failing.abort();
      throw error;
    }
  };
  const parts = Array.from({ length: processes }, (_, index) => runPart(index));
  const ended = await Promise.allSettled(parts);
  const { draft, cells } = gathered;
  const failed = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason as Error] : []));
  const cause = failed.find((why) => toFailureInfo(why).code !== 'cancelled');
  if (cause !== undefined) throw cause;
  if (!draft) throw failed[0] ?? new Failure('unexpected', 'an experiment without a plan');
  return { draft, cells: [...cells.values()], stopped: failed.length > 0 };
}

import { Failure, thrownText, type FailureCode } from '../shared/base/failures';
import { DisposableStore, type Disposable } from '../shared/base/lifecycle';
import type { Message } from '../shared/base/message';
import type { SourcePosition } from '../shared/base/source';
import { asStatuses } from '../shared/protocol/engineFrames';
import type { Greeting } from '../shared/protocol/engineContract';
import type { BackendStatus } from '../shared/protocol/inspectRequest';
import type {
  CellOf,
  JobKind,
  JobKinds,
  JobListener,
  JobOf,
  KindOf,
  PartialOf,
  ResultOf,
  RunnerOf,
} from '../shared/protocol/job';
import { message } from '../shared/words/message';
import { Advance } from './advance';
import { EndOfRun } from './endOfRun';
import { EngineProcess, type EngineProcessOptions } from './engineProcess';
import { Journal, type JournalFolder } from './journal';

export interface EngineClientOptions extends EngineProcessOptions {
  /** Longest time that one stage of a run, or one training step, may take. */
  readonly deadlineSeconds: number;
  /** Receives what a user should know of an engine that runs none the less. */
  readonly warn?: (why: Message) => void;
  /** The folder of the finished cells of long jobs; without it every run starts from nothing. */
  readonly journals?: JournalFolder;
  /** The time that a spare with a Python of the user's waits for its run: it takes some hundred megabytes. Five minutes. */
  readonly idleSeconds?: number;
  /** The folder whose files a run in JavaScript will most likely search for calls of its definition. */
  readonly folder?: string | undefined;
  /** One run follows another: what ends them all soonest counts, and not when each has its first result. */
  readonly inARow?: boolean;
}

const IDLE_SECONDS = 300;

type AnyKind = JobKind<object, unknown, unknown, unknown>;
interface AnyJob {
  readonly kind: string;
}

/** An engine at work on one run. */
interface Run {
  readonly engine: EngineProcess;
  readonly end: EndOfRun;
}

/** Failures of a killed or ended process: they happened in the model's code, wherever that was. */
const blamedOnModel: readonly FailureCode[] = [
  'timed-out',
  'out-of-memory',
  'model-exited',
  'engine-crashed',
];

/**
 * Runs jobs in processes of their own: one process per run, and one warm spare once asked for. A process
 * is killed at the end of its run, so a run never sees what the last one left behind. A request is never
 * sent twice: it is the likely cause of a crash.
 */
export class EngineClient<Kinds extends JobKinds> implements RunnerOf<Kinds>, Disposable {
  private readonly busy = new Set<EngineProcess>();
  /** Busy engines without a first result: somebody waits for a graph. */
  private readonly silent = new Set<EngineProcess>();
  private spare: EngineProcess | undefined;
  private keepsSpare = false;
  /** The frontends that spares are prepared for. */
  private readonly frontends = new Set<string>();
  private disposed = false;

  constructor(
    private readonly options: EngineClientOptions,
    private readonly kinds: Kinds,
  ) {}

  /**
   * Keeps a process ready from now on, with TensorFlow.js loaded: the next run starts at once. It is not
   * started beside a run without a first result, which it would slow down. From now on it also has loaded what
   * these frontends need, by their ids. A spare rehearses while nobody waits; in a row of runs, which keep all cores
   * at work, that would be time of theirs.
   */
  warm(frontends: readonly string[] = []): void {
    this.keepsSpare = true;
    const others = frontends.filter((id) => !this.frontends.has(id));
    for (const id of others) this.frontends.add(id);
    if (this.disposed) return;
    if (this.spare?.alive) {
      if (others.length > 0) void this.spare.prepare(others);
    } else if (this.silent.size === 0 || this.options.inARow) {
      this.spare = this.startSpare();
    }
  }

  /** Rejects with a {@link Failure}; `cancelled` within milliseconds, even while the model's code blocks. */
  async run<K extends KindOf<Kinds>>(
    job: JobOf<Kinds, K>,
    listener: JobListener<PartialOf<Kinds, K>, CellOf<Kinds, K>>,
    signal: AbortSignal,
  ): Promise<ResultOf<Kinds, K>> {
    // The guards of the kind ensure its types.
    return (await this.runAny(job, listener as JobListener, signal)) as ResultOf<Kinds, K>;
  }

  private startSpare(): EngineProcess {
    const spare = new EngineProcess(this.options);
    const { folder, inARow } = this.options;
    // Definitions in Python search no folder for calls before they run.
    const searched = this.frontends.has('javascript') ? folder : undefined;
    if (!inARow) void spare.rehearse(searched);
    if (this.frontends.size > 0) void spare.prepare([...this.frontends]);
    this.endWhenIdle(spare);
    return spare;
  }

  /** Gives the memory of a Python back that nobody needs; the next call of `warm` starts another. */
  private endWhenIdle(spare: EngineProcess): void {
    const { python, idleSeconds = IDLE_SECONDS } = this.options;
    if (!python) return;
    const timer = setTimeout(() => {
      if (this.spare !== spare) return;
      this.spare = undefined;
      spare.dispose();
    }, idleSeconds * 1000);
    timer.unref();
  }

  /** The backends that can run here, found in a process of their own. */
  backends(signal: AbortSignal): Promise<readonly BackendStatus[]> {
    return this.use(this.options.deadlineSeconds, signal, async ({ engine }) => {
      const statuses = asStatuses(await engine.rpc.request('backends', null));
      if (!statuses) throw new Failure('protocol-mismatch', 'backends');
      return statuses;
    });
  }

  /** Ends every process; pending requests reject with `disconnected`. */
  dispose(): void {
    this.disposed = true;
    this.spare?.dispose();
    for (const engine of this.busy) engine.dispose();
  }

  private async runAny(job: AnyJob, listener: JobListener, signal: AbortSignal): Promise<unknown> {
    const kind = this.kinds[job.kind] as AnyKind;
    let at: SourcePosition | undefined;
    let journal: Journal | undefined;
    const heard: JobListener = {
      ...listener,
      running: (place) => {
        at = place;
        listener.running?.(place);
      },
      cell: (cell) => {
        journal?.keep(cell);
        listener.cell?.(cell);
      },
    };
    try {
      listener.progress?.({ stage: 'starting engine' });
      const seconds = kind.deadlineSeconds ?? this.options.deadlineSeconds;
      const answer = await this.use(seconds, signal, async (run) => {
        this.relay(run, kind, heard, new Advance(kind.steps?.(job) ?? Infinity));
        journal = kind.cells && (await this.openJournal(kind.cells, job, run));
        return run.engine.rpc.request('run', { job, cells: journal?.cells ?? [] });
      });
      if (!kind.isResult(answer)) throw new Failure('protocol-mismatch', job.kind);
      return answer;
    } catch (error) {
      throw placed(error, at);
    } finally {
      await journal?.close().catch((error: unknown) => this.options.log(`${thrownText(error)}\n`));
    }
  }

  /** Passes the events of a run on, as far as they are of its kind; signs of progress renew its time. */
  private relay(
    { engine, end }: Run,
    kind: AnyKind,
    listener: JobListener,
    advance: Advance,
  ): void {
    const { rpc } = engine;
    rpc.on('running', (place) => listener.running?.(place));
    rpc.on('partial', (result) => {
      if (kind.isPartial?.(result)) listener.partial?.(result);
      this.heard(engine);
    });
    rpc.on('progress', (progress) => {
      if (advance.isFurther(progress)) end.awaitProgress();
      else if (advance.isFlood) engine.abandon();
      listener.progress?.(progress);
    });
    rpc.on('cell', (cell) => {
      if (!kind.cells?.isValue(cell.value)) return;
      if (advance.isNew(cell.id)) end.awaitProgress();
      listener.cell?.(cell);
      this.heard(engine);
    });
  }

  /** The journal of a job's cells on the backend that runs it. */
  private async openJournal(
    cells: NonNullable<AnyKind['cells']>,
    job: AnyJob,
    { engine }: Run,
  ): Promise<Journal | undefined> {
    const { journals } = this.options;
    if (!journals) return undefined;
    const { backend, version, device } = (await engine.ready).runtime;
    const key = { kind: job.kind, backend: { backend, version, device }, job: cells.key(job) };
    return Journal.open(journals, key, cells.isValue);
  }

  private async use<T>(
    seconds: number,
    signal: AbortSignal,
    ask: (run: Run) => Promise<T>,
  ): Promise<T> {
    if (this.disposed) throw new Failure('disconnected', 'the engine client is closed');
    if (signal.aborted) throw new Failure('cancelled', 'before it began');
    const held = new DisposableStore();
    const end = held.add(new EndOfRun(seconds, signal));
    const engine = this.take();
    held.defer(() => this.release(engine));
    try {
      end.awaitStart();
      this.tell(await Promise.race([end.reached, engine.ready]));
      end.awaitProgress();
      engine.beginRun();
      return await Promise.race([end.reached, ask({ engine, end })]);
    } finally {
      held.dispose();
    }
  }

  /** Warns about protections that this engine lacks. */
  private tell({ watched }: Greeting): void {
    if (!watched) this.options.warn?.(message('process.unwatched'));
  }

  private take(): EngineProcess {
    const engine = this.spare?.alive ? this.spare : new EngineProcess(this.options);
    this.spare = undefined;
    this.busy.add(engine);
    this.silent.add(engine);
    if (this.keepsSpare && this.options.inARow) this.warm();
    return engine;
  }

  private heard(engine: EngineProcess): void {
    this.silent.delete(engine);
    if (this.keepsSpare) this.warm();
  }

  /** Ends a process, unless the run was cancelled while it was still starting: it can serve the next run. */
  private release(engine: EngineProcess): void {
    this.busy.delete(engine);
    const reusable = this.keepsSpare && !this.disposed && engine.alive && !engine.used;
    if (reusable && !this.spare?.alive) this.endWhenIdle((this.spare = engine));
    else engine.dispose();
    this.heard(engine);
  }
}

/** The same error, pointing at the code that ran when the process ended. */
function placed(error: unknown, at: SourcePosition | undefined): unknown {
  if (!(error instanceof Failure) || !at) return error;
  return blamedOnModel.includes(error.code) ? error.placedAt(at) : error;
}

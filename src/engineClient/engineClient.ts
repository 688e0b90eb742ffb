import { Failure, type FailureCode } from '../shared/base/failures';
import { DisposableStore, type Disposable } from '../shared/base/lifecycle';
import type { SourcePosition } from '../shared/base/source';
import {
  type BackendStatus,
  type InspectRequest,
  type Progress,
} from '../shared/protocol/engineContract';
import { isReport } from '../shared/report/guard';
import type { Report } from '../shared/report/report';
import { EndOfRun } from './endOfRun';
import { EngineProcess, type EngineProcessOptions } from './engineProcess';

export interface EngineClientOptions extends EngineProcessOptions {
  /** How long one stage of a run, or one training step, may take. */
  readonly deadlineSeconds: number;
}

/** Hears how a run goes on. */
export interface RunListener {
  progress(progress: Progress): void;
  /** The report before its probe. */
  draft(report: Report): void;
}

/** Failures of a killed or ended process: they happened in the model's code, wherever that was. */
const blamedOnModel: readonly FailureCode[] = [
  'timed-out',
  'out-of-memory',
  'model-exited',
  'engine-crashed',
];

/**
 * Runs inspections in processes of their own: one process per run, and one warm spare once asked for.
 * A process is killed at the end of its run, so a run never sees what the last one left behind. A
 * request is never sent twice: it is the likely cause of a crash.
 */
export class EngineClient implements Disposable {
  private readonly busy = new Set<EngineProcess>();
  /** Those of the busy ones that have given nothing yet: somebody waits for a graph. */
  private readonly building = new Set<EngineProcess>();
  private spare: EngineProcess | undefined;
  private keepsSpare = false;
  private disposed = false;

  constructor(private readonly options: EngineClientOptions) {}

  /**
   * From now on a process stands ready with TensorFlow.js loaded, so that the next run starts at once. It is
   * not started beside a run that has given nothing yet, which it would slow down.
   */
  warm(): void {
    this.keepsSpare = true;
    if (this.disposed || this.spare?.alive || this.building.size > 0) return;
    this.spare = new EngineProcess(this.options);
    void this.spare.rehearse();
  }

  /** Rejects with a {@link Failure}; `cancelled` within milliseconds, whatever the model's code does. */
  async inspect(
    request: InspectRequest,
    listen: RunListener,
    signal: AbortSignal,
  ): Promise<Report> {
    let at: SourcePosition | undefined;
    try {
      listen.progress({ stage: 'starting engine' });
      return await this.run(signal, async (engine, end) => {
        const { rpc } = engine;
        rpc.on('building', (site) => (at = site));
        rpc.on('draft', (report) => {
          listen.draft(report);
          this.built(engine);
        });
        rpc.on('progress', (progress) => {
          end.awaitProgress();
          listen.progress(progress);
        });
        const answer: unknown = await rpc.request('inspect', request);
        if (!isReport(answer)) throw new Failure('protocol-mismatch', 'inspect');
        return answer;
      });
    } catch (error) {
      throw located(error, at);
    }
  }

  /** What can run here, asked in a process of its own. */
  backends(signal: AbortSignal): Promise<readonly BackendStatus[]> {
    return this.run(signal, ({ rpc }) => rpc.request('backends', null));
  }

  /** Ends every process; what waits rejects with `disconnected`. */
  dispose(): void {
    this.disposed = true;
    this.spare?.dispose();
    for (const engine of this.busy) engine.dispose();
  }

  private async run<T>(
    signal: AbortSignal,
    ask: (engine: EngineProcess, end: EndOfRun) => Promise<T>,
  ): Promise<T> {
    if (this.disposed) throw new Failure('disconnected', 'the engine client is closed');
    if (signal.aborted) throw new Failure('cancelled', 'before it began');
    const held = new DisposableStore();
    const end = held.add(new EndOfRun(this.options.deadlineSeconds, signal));
    const engine = this.take();
    held.defer(() => this.release(engine));
    try {
      end.awaitStart();
      await Promise.race([end.reached, engine.ready]);
      end.awaitProgress();
      engine.beginRun();
      return await Promise.race([end.reached, ask(engine, end)]);
    } finally {
      held.dispose();
    }
  }

  private take(): EngineProcess {
    const engine = this.spare?.alive ? this.spare : new EngineProcess(this.options);
    this.spare = undefined;
    this.busy.add(engine);
    this.building.add(engine);
    return engine;
  }

  private built(engine: EngineProcess): void {
    this.building.delete(engine);
    if (this.keepsSpare) this.warm();
  }

  /** A process that was cancelled while it was still starting is as good as new. */
  private release(engine: EngineProcess): void {
    this.busy.delete(engine);
    const reusable = this.keepsSpare && !this.disposed && engine.alive && !engine.used;
    if (reusable && !this.spare?.alive) this.spare = engine;
    else engine.dispose();
    this.built(engine);
  }
}

function located(error: unknown, at: SourcePosition | undefined): unknown {
  if (!(error instanceof Failure) || error.at || !at) return error;
  return blamedOnModel.includes(error.code) ? new Failure(error.code, error.detail, at) : error;
}

import type { SourcePosition } from '../../../shared/base/source';
import type { Progress } from '../../../shared/protocol/inspectRequest';
import type {
  Cell,
  CellOf,
  JobKinds,
  KindOf,
  PartialOf,
  PayloadOf,
  ResultOf,
} from '../../../shared/protocol/job';
import type { KeptFile } from '../../../shared/protocol/keptFile';

/** The channel from a running job to its caller. */
export interface JobContext<Partial = unknown, AnyCell = Cell> {
  /** The cells that earlier runs finished. */
  readonly cells: readonly AnyCell[];
  /** The most memory that the process may take; it is ended beyond. */
  readonly ceilingBytes: number;
  progress(progress: Progress): void;
  /** Asks the host to keep something for later processes, before user code runs. */
  readonly keep: (file: KeptFile) => void;
  /** Locks the process: user code at this place runs from now on. */
  running(at: SourcePosition, lock: { readonly allowNetwork: boolean }): void;
  /** Sends the result so far; resolves when it is on its way, before later work can delay it. */
  partial(result: Partial): Promise<void>;
  /** Sends a finished cell; resolves when it is on its way and can no longer be lost. */
  cell(cell: AnyCell): Promise<void>;
}

/** One kind of job in the engine. */
export interface EngineJob<Job, Partial, AnyCell, Result> {
  readonly accepts: (payload: unknown) => payload is Job;
  /** Rejects with a `Failure` with the obstacle and its place. */
  run(job: Job, context: JobContext<Partial, AnyCell>): Promise<Result>;
}

/** The engine's side of every kind. */
export type EngineJobs<Kinds extends JobKinds> = {
  readonly [K in KindOf<Kinds>]: EngineJob<
    PayloadOf<Kinds, K>,
    PartialOf<Kinds, K>,
    CellOf<Kinds, K>,
    ResultOf<Kinds, K>
  >;
};

/** Jobs of any kinds, for a process that serves them without knowing them. */
export type AnyJobs = Readonly<Record<string, EngineJob<object, unknown, Cell, unknown>>>;

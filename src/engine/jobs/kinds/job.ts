import type { SourcePosition } from '../../../shared/base/source';
import type { Progress } from '../../../shared/protocol/engineContract';
import type {
  Cell,
  CellOf,
  JobKinds,
  KindOf,
  PartialOf,
  PayloadOf,
  ResultOf,
} from '../../../shared/protocol/job';

/** A running job's line to its caller. */
export interface JobContext<Partial = unknown, AnyCell = Cell> {
  /** The cells that earlier runs finished. */
  readonly cells: readonly AnyCell[];
  progress(progress: Progress): void;
  /** Locks the process: user code, which is written there, runs from now on. */
  running(at: SourcePosition, lock: { readonly allowNetwork: boolean }): void;
  /** Resolves when the result so far is on its way, so that no later work delays it. */
  partial(result: Partial): Promise<void>;
  /** Resolves when a finished cell is on its way, so that nothing which follows can lose it. */
  cell(cell: AnyCell): Promise<void>;
}

/** One kind of job in the engine. */
export interface EngineJob<Job, Partial, AnyCell, Result> {
  readonly accepts: (payload: unknown) => payload is Job;
  /** Rejects with a `Failure` that says what is in the way, and where. */
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

/** Jobs of kinds that the process which serves them need not know. */
export type AnyJobs = Readonly<Record<string, EngineJob<object, unknown, Cell, unknown>>>;

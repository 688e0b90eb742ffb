import type { SourcePosition } from '../base/source';
import type { Progress } from './inspectRequest';

/** One finished part of a job that can be kept and used again. `value` is plain JSON. */
export interface Cell<Value = unknown> {
  /** Unique within the job's plan. */
  readonly id: string;
  readonly value: Value;
}

/** Validates one kind of job, its events and its result at a process boundary. */
export interface JobKind<Job, Partial, Result, Value> {
  readonly isJob: (payload: unknown) => payload is Job;
  /** Present if the job gives partial results. */
  readonly isPartial?: (payload: unknown) => payload is Partial;
  readonly isResult: (answer: unknown) => answer is Result;
  /** Most training steps of a job, each of which may take that time; unlimited if absent. */
  steps?(job: Job): number;
  /** Longest time that one stage, step or cell may take; the user's limit if absent. */
  readonly deadlineSeconds?: number;
  /** Present if the job is a plan of cells, each of which is kept once it is finished. */
  readonly cells?: {
    readonly isValue: (value: unknown) => value is Value;
    /** Everything in a job that decides the value of a cell, as plain JSON. Equal keys share their cells. */
    key(job: Job): unknown;
  };
}

/** Kinds of jobs by name. The types of jobs, events and results follow from it. */
export type JobKinds = Readonly<Record<string, JobKind<object, unknown, unknown, unknown>>>;

type Guarded<Guard> = Guard extends (value: unknown) => value is infer Type ? Type : never;
type GuardedPartial<Kind> = Kind extends { readonly isPartial: infer Guard }
  ? Guarded<Guard>
  : never;
type ValueOf<Kind> = Kind extends { readonly cells: { readonly isValue: infer Guard } }
  ? Guarded<Guard>
  : never;

export type KindOf<Kinds extends JobKinds> = keyof Kinds & string;
/** A job of one kind without the name of its kind. */
export type PayloadOf<Kinds extends JobKinds, K extends KindOf<Kinds>> = Guarded<Kinds[K]['isJob']>;
/** A job of one kind, by default of any: a union told apart by `kind`. */
export type JobOf<Kinds extends JobKinds, K extends KindOf<Kinds> = KindOf<Kinds>> = {
  readonly [Name in K]: { readonly kind: Name } & PayloadOf<Kinds, Name>;
}[K];
export type PartialOf<Kinds extends JobKinds, K extends KindOf<Kinds>> = GuardedPartial<Kinds[K]>;
export type CellOf<Kinds extends JobKinds, K extends KindOf<Kinds>> = Cell<ValueOf<Kinds[K]>>;
export type ResultOf<Kinds extends JobKinds, K extends KindOf<Kinds>> = Guarded<
  Kinds[K]['isResult']
>;

/** The events of a running job, with their payloads. */
export interface JobEvents<Partial = unknown, AnyCell = Cell> {
  readonly progress: Progress;
  /** The result as far as it is known, such as a report before its probe. */
  readonly partial: Partial;
  /** The place of the user's code that runs from now on; a killed run points there. */
  readonly running: SourcePosition;
  /** A cell that has just been finished. */
  readonly cell: AnyCell;
}

/** Receives the events of a job that it has a function for. */
export type JobListener<Partial = unknown, AnyCell = Cell> = {
  readonly [Name in keyof JobEvents]?: (payload: JobEvents<Partial, AnyCell>[Name]) => void;
};

/** Runs jobs of these kinds. */
export interface RunnerOf<Kinds extends JobKinds> {
  /** Rejects with a `Failure`; of code `cancelled` within milliseconds after the signal. */
  run<K extends KindOf<Kinds>>(
    job: JobOf<Kinds, K>,
    listener: JobListener<PartialOf<Kinds, K>, CellOf<Kinds, K>>,
    signal: AbortSignal,
  ): Promise<ResultOf<Kinds, K>>;
}

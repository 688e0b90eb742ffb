import * as v from 'valibot';
import type { BackendName, Runtime } from '../report/report';
import { backendNames, type BackendStatus } from './inspectRequest';
import type { Cell, JobEvents } from './job';
import type { KeptFile } from './keptFile';

export const ENGINE_PROTOCOL = 3;

/** A job of a kind that the engine may or may not know, and the cells that an earlier run finished. */
export interface RunRequest {
  readonly job: { readonly kind: string };
  readonly cells: readonly Cell[];
}

/** The backend that an engine has ready: third-party code is loaded only for one that was requested. */
export interface GreetRequest {
  readonly protocol: number;
  readonly backend: BackendName | 'auto';
}

export interface Greeting {
  readonly protocol: number;
  /** A thread watches its memory, and whether its host is there. */
  readonly watched: boolean;
  /** Node's permission model holds it from outside. */
  readonly ringed: boolean;
  readonly runtime: Runtime;
}

/** Host → engine. One process answers one `run`. */
export interface EngineContract {
  requests: {
    greet: { takes: GreetRequest; gives: Greeting };
    /**
     * Rehearses most of a run once to warm the code up, and the search of a folder where one is given; the process
     * can still answer a run afterwards.
     */
    rehearse: { takes: string | null; gives: null };
    /** Loads what these frontends, by their ids, need before a run; unknown ones need nothing. */
    prepare: { takes: readonly string[]; gives: null };
    run: { takes: RunRequest; gives: unknown };
    backends: { takes: null; gives: readonly BackendStatus[] };
  };
  events: Pick<JobEvents, keyof JobEvents> & {
    /** Before user code runs: the host keeps it for later engines. */
    readonly keep: KeptFile;
  };
}

const runRequest = v.object({
  job: v.looseObject({ kind: v.string() }),
  cells: v.array(v.object({ id: v.string(), value: v.unknown() })),
});

export const isRunRequest = (payload: unknown): payload is RunRequest => v.is(runRequest, payload);
export const isFolderIfAny = (payload: unknown): payload is string | null =>
  v.is(v.nullable(v.string()), payload);
export const isListOfIds = (payload: unknown): payload is readonly string[] =>
  v.is(v.array(v.string()), payload);
export const isGreetRequest = (payload: unknown): payload is GreetRequest =>
  v.is(v.object({ protocol: v.number(), backend: v.picklist([...backendNames, 'auto']) }), payload);

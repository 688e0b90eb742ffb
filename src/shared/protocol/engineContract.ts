import * as v from 'valibot';
import type { Runtime } from '../report/report';
import type { BackendStatus } from './inspectRequest';
import type { Cell, JobEvents } from './job';

export const ENGINE_PROTOCOL = 2;

/** A job of a kind that the engine may or may not know, and the cells that an earlier run finished. */
export interface RunRequest {
  readonly job: { readonly kind: string };
  readonly cells: readonly Cell[];
}

export interface Greeting {
  readonly protocol: number;
  readonly runtime: Runtime;
}

/** Host → engine. One process answers one `run`. */
export interface EngineContract {
  requests: {
    greet: { takes: { readonly protocol: number }; gives: Greeting };
    /** Rehearses most of a run once to warm the code up; the process can still answer a run afterwards. */
    rehearse: { takes: null; gives: null };
    /** Loads what these frontends, by their ids, need before a run; unknown ones need nothing. */
    prepare: { takes: readonly string[]; gives: null };
    run: { takes: RunRequest; gives: unknown };
    backends: { takes: null; gives: readonly BackendStatus[] };
  };
  events: Pick<JobEvents, keyof JobEvents>;
}

const runRequest = v.object({
  job: v.looseObject({ kind: v.string() }),
  cells: v.array(v.object({ id: v.string(), value: v.unknown() })),
});

export const isRunRequest = (payload: unknown): payload is RunRequest => v.is(runRequest, payload);
export const isListOfIds = (payload: unknown): payload is readonly string[] =>
  v.is(v.array(v.string()), payload);
export const isGreeting = (payload: unknown): payload is { protocol: number } =>
  v.is(v.object({ protocol: v.number() }), payload);

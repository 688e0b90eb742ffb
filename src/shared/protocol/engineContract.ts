import * as v from 'valibot';
import type { Json } from '../base/json';
import type { SourcePosition } from '../base/source';
import {
  REPORT_SCHEMA_VERSION,
  type BackendInfo,
  type BackendName,
  type Report,
} from '../report/report';

export const ENGINE_PROTOCOL = 1;

/** In the order of the ladder, best first. */
export const backendNames = [
  'tensorflow-gpu',
  'webgpu',
  'tensorflow',
  'wasm',
  'cpu',
] as const satisfies readonly BackendName[];

export interface ProbeOptions {
  /** Training steps per seed. */
  readonly steps: number;
  /** How many times weights and data are drawn anew. */
  readonly seeds: number;
  readonly batchSize: number;
  /** Seed of the first run; the others follow from it. */
  readonly seed: number;
  readonly loss?: string | undefined;
  readonly optimizer?: string | undefined;
  readonly learningRate?: number | undefined;
  /** `.npy` files with the user's data; absolute paths. */
  readonly inputsFile?: string | undefined;
  readonly targetsFile?: string | undefined;
}

/** What a probe does unless told otherwise, in every front end, so that their numbers agree. */
export const standardProbe = {
  steps: 3,
  seeds: 3,
  batchSize: 16,
  seed: 1,
} as const satisfies ProbeOptions;

/** What a run may use unless told otherwise. */
export const standardLimits = { deadlineSeconds: 60, memoryMegabytes: 4096 } as const;

/** Everything a run needs to know. Paths are absolute. */
export interface InspectRequest {
  /** Reports name files relative to this folder. */
  readonly root: string;
  readonly file: string;
  /** The site's name within the file; empty for a saved model or a file with a single site. */
  readonly site: string;
  /** The text of an unsaved editor; read from disk where absent. */
  readonly text?: string | undefined;
  readonly arguments: { readonly [name: string]: Json };
  /** Without the batch. */
  readonly inputShape?: readonly number[] | undefined;
  readonly backend: BackendName | 'auto';
  /** Model code may use `fetch` and sockets, and load models from addresses. */
  readonly allowNetwork?: boolean | undefined;
  /** `null`: build and analyse only. */
  readonly probe: ProbeOptions | null;
}

export type Stage =
  | 'starting engine'
  | 'loading backend'
  | 'building model'
  | 'finding skips'
  | 'probing gradients'
  | 'writing report';

/** `done` of `total` training steps while probing. */
export interface Progress {
  readonly stage: Stage;
  readonly done?: number;
  readonly total?: number;
}

/** One rung of the ladder: what it would run on, or why it cannot. */
export type BackendStatus =
  | {
      readonly name: BackendName;
      readonly available: true;
      readonly device: string;
      readonly version: string;
    }
  | { readonly name: BackendName; readonly available: false; readonly reason: string };

/** Host → engine. One process answers one `inspect`; a draft is the same report before its probe. */
export interface EngineContract {
  requests: {
    greet: {
      takes: { readonly protocol: number };
      gives: { readonly protocol: number; readonly backend: BackendInfo };
    };
    inspect: { takes: InspectRequest; gives: Report };
    backends: { takes: null; gives: readonly BackendStatus[] };
  };
  /** `building`: where the model is defined whose code runs from now on; a killed run points there. */
  events: { progress: Progress; draft: Report; building: SourcePosition };
}

const natural = v.pipe(v.number(), v.integer(), v.minValue(1));
const probeOptions = v.object({
  steps: natural,
  seeds: natural,
  batchSize: natural,
  seed: v.pipe(v.number(), v.integer()),
  loss: v.optional(v.string()),
  optimizer: v.optional(v.string()),
  learningRate: v.optional(v.number()),
  inputsFile: v.optional(v.string()),
  targetsFile: v.optional(v.string()),
});
const inspectRequest = v.object({
  root: v.string(),
  file: v.string(),
  site: v.string(),
  text: v.optional(v.string()),
  arguments: v.record(v.string(), v.unknown()),
  inputShape: v.optional(v.array(natural)),
  backend: v.picklist([...backendNames, 'auto']),
  allowNetwork: v.optional(v.boolean()),
  probe: v.nullable(probeOptions),
});

export const isInspectRequest = (payload: unknown): payload is InspectRequest =>
  v.is(inspectRequest, payload);
export const isGreeting = (payload: unknown): payload is { protocol: number } =>
  v.is(v.object({ protocol: v.number() }), payload);
/** A glance, not a proof: the engine is our own code, but it may be of another version. */
export const isReport = (answer: unknown): answer is Report =>
  v.is(
    v.object({ schemaVersion: v.literal(REPORT_SCHEMA_VERSION), network: v.object({}) }),
    answer,
  );
export const isNull = (payload: unknown): payload is null => payload === null;

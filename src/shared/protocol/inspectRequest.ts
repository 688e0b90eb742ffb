import * as v from 'valibot';
import type { Json } from '../base/json';
import type { SourcePosition } from '../base/source';
import type { BackendName, TriedBackend } from '../report/report';
import type { OwnThresholds } from '../report/thresholds';

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
  /** Number of times that weights and data are drawn anew. */
  readonly seeds: number;
  readonly batchSize: number;
  /** Seed of the first run; the others follow from it. */
  readonly seed: number;
  readonly loss?: string | undefined;
  readonly optimizer?: string | undefined;
  readonly learningRate?: number | undefined;
  /** The user's data; synthetic if absent. */
  readonly data?: DataPlace | undefined;
  /** After its steps the first seed trains on one batch for so many seconds; not at all if absent. */
  readonly oneBatchSeconds?: number | undefined;
}

/**
 * The place of the user's data: `.npy`, `.npz` or CSV files, a folder with a sub-folder of images for each
 * class, or `FILE#NAME` for a function that a source file exports. Absolute paths.
 */
export interface DataPlace {
  readonly inputs: string;
  /** Absent if the file of the inputs holds them too. */
  readonly targets?: string | undefined;
  /** The place of this setting, which a complaint about the data points at. */
  readonly at?: SourcePosition | undefined;
}

/** The default settings of the probe in every front end, which makes their numbers agree. */
export const standardProbe = {
  steps: 3,
  seeds: 3,
  batchSize: 16,
  seed: 1,
} as const satisfies ProbeOptions;

/** The default limits of a run. */
export const standardLimits = { deadlineSeconds: 60, memoryMegabytes: 4096 } as const;

/** The time to train on one batch. */
export const oneBatchSeconds = 20;

/** The longest deadline: one that does not fit Node's timers, of 2^31 - 1 milliseconds, would pass at once. */
export const longestSeconds = 2_147_483;

/** The complete request of a run. Paths are absolute. */
export interface InspectRequest {
  /** Reports name files relative to this folder. */
  readonly root: string;
  readonly file: string;
  /** The site's name within the file; empty for a saved model or a file with a single site. */
  readonly site: string;
  /** The text of an unsaved editor; read from disk if absent. */
  readonly text?: string | undefined;
  readonly arguments: { readonly [name: string]: Json };
  /** Without the batch. */
  readonly inputShape?: readonly number[] | undefined;
  readonly backend: BackendName | 'auto';
  /** Limits of findings in place of the defaults. */
  readonly thresholds?: OwnThresholds | undefined;
  /** Model code may use `fetch` and sockets, and load models from addresses. */
  readonly allowNetwork?: boolean | undefined;
  /** `null`: build and analyse only. */
  readonly probe: ProbeOptions | null;
}

/** The stages of a run, in their order. */
export const stages = [
  'starting engine',
  'loading backend',
  'building model',
  'finding skips',
  'probing gradients',
  'running experiment',
  'profiling',
  'writing report',
] as const;
export type Stage = (typeof stages)[number];

/** `done` of `total` training steps while probing. */
export interface Progress {
  readonly stage: Stage;
  readonly done?: number;
  readonly total?: number;
}

/** One rung of the ladder: the device that it would run on, or the reason that it cannot. */
export type BackendStatus =
  | {
      readonly name: BackendName;
      readonly available: true;
      readonly device: string;
      readonly version: string;
    }
  | (TriedBackend & { readonly available: false });

const natural = v.pipe(v.number(), v.integer(), v.minValue(1));
export const probeOptions = v.object({
  steps: natural,
  seeds: natural,
  batchSize: natural,
  seed: v.pipe(v.number(), v.integer()),
  loss: v.optional(v.string()),
  optimizer: v.optional(v.string()),
  learningRate: v.optional(v.number()),
  oneBatchSeconds: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(longestSeconds))),
  data: v.optional(
    v.object({
      inputs: v.string(),
      targets: v.optional(v.string()),
      at: v.optional(v.object({ file: v.string(), line: natural, column: natural })),
    }),
  ),
});
export const inspectRequest = v.object({
  root: v.string(),
  file: v.string(),
  site: v.string(),
  text: v.optional(v.string()),
  arguments: v.record(v.string(), v.unknown()),
  inputShape: v.optional(v.array(natural)),
  backend: v.picklist([...backendNames, 'auto']),
  // A settings file or an editor may hold anything; the engine says what is wrong with it.
  thresholds: v.optional(v.record(v.string(), v.unknown())),
  allowNetwork: v.optional(v.boolean()),
  probe: v.nullable(probeOptions),
});

export const isInspectRequest = (payload: unknown): payload is InspectRequest =>
  v.is(inspectRequest, payload);

import type { Json } from '../base/json';
import type { Message } from '../base/message';
import type { SourcePosition } from '../base/source';
import type { GroupId, LayerId, Network } from '../network/network';
import type { Probe } from './probe';
import type { Limit } from './thresholds';
import type { StructureReport } from './structure';

export const REPORT_SCHEMA_VERSION = 1;

/** Everything that any view shows about one model. Complete and immutable: a newer report replaces an older one whole. */
export interface Report {
  readonly schemaVersion: typeof REPORT_SCHEMA_VERSION;
  readonly model: ModelSummary;
  readonly backend: BackendInfo;
  readonly network: Network;
  readonly skips: SkipReport;
  /** Paths, levels, growth and memory, as far as the structure alone tells them. */
  readonly structure?: StructureReport;
  /** Absent where no probe ran; `notMeasured` then says why. */
  readonly probe?: Probe;
  readonly findings: readonly Finding[];
  /** What is absent from this report, and why. */
  readonly notMeasured: readonly NotMeasured[];
}

/** Where the value of a model argument came from; `guess` is shown as guessed everywhere. */
export type ArgumentOrigin = 'default' | 'user' | 'callSite' | 'type' | 'guess';

export interface ModelArgument {
  readonly name: string;
  readonly value: Json;
  readonly origin: ArgumentOrigin;
}

export interface ModelSummary {
  readonly name: string;
  readonly framework: 'tfjs';
  readonly source: SourcePosition;
  readonly arguments: readonly ModelArgument[];
}

export type BackendName = 'tensorflow-gpu' | 'webgpu' | 'tensorflow' | 'wasm' | 'cpu';

/** The backend that ran, and why each better one did not. */
export interface BackendInfo {
  readonly name: BackendName;
  /** The device in words: `cpu`, or the name of the GPU. */
  readonly device: string;
  /** Version of TensorFlow.js. */
  readonly version: string;
  readonly tried: readonly { readonly name: BackendName; readonly reason: string | Message }[];
}

export type SkipKind = 'identityAdd' | 'projectionAdd' | 'concat' | 'gated' | 'projectionConcat';
export type SkipReach = 'short' | 'long';

/** One skip connection: a cheaper path from a fork to one input slot of a merge. */
export interface Skip {
  /** Stable within a report: `from>to:slot`. */
  readonly id: string;
  readonly kind: SkipKind;
  /** `long` where a bypassed path goes down and up again in resolution. */
  readonly reach: SkipReach;
  /** The fork: the layer whose output the shortcut starts at. */
  readonly from: LayerId;
  /** The merge. */
  readonly to: LayerId;
  /** The input position of the merge that the shortcut arrives at. */
  readonly slot: number;
  /** Transforming layers on the longest path that the shortcut bypasses. */
  readonly span: number;
  readonly spatialChange: 'none' | 'down' | 'up';
  /** Only a slice of the fork's channels is carried. */
  readonly partial: boolean;
  /** The merge takes the mean of its inputs, none of which can be left out without scaling the others. */
  readonly averaged?: true;
}

/** A skip-like shape that the rules do not decide; never counted. */
export interface AmbiguousSkip extends Skip {
  readonly why: string;
}

/** A multiplication of a tensor by a bounded function of the same tensor (squeeze-excite, attention gate). */
export interface Gate {
  readonly layer: LayerId;
  /** The tensor that is gated. */
  readonly from: LayerId;
}

/** Merges with at least one skip: the headline count. */
export interface MergeCounts {
  readonly total: number;
  readonly short: number;
  readonly long: number;
  readonly identityAdd: number;
  readonly projectionAdd: number;
  readonly concat: number;
  readonly gated: number;
  readonly projectionConcat: number;
}

export interface SkipReport {
  readonly merges: MergeCounts;
  /** Skips with dense blocks expanded to producer → consumer pairs. */
  readonly connections: number;
  readonly items: readonly Skip[];
  readonly ambiguous: readonly AmbiguousSkip[];
  readonly gates: readonly Gate[];
}

/** Worst first. */
export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** Stable: settings, SARIF rules and the README's sections are keyed by it. */
export const findingCodes = [
  'vanishing-gradient',
  'exploding-gradient',
  'non-finite',
  'dead-relu',
  'saturated',
  'update-ratio',
  'lost-updates',
  'disconnected',
  'redundant-bias',
  'silent-body',
  'idle-shortcut',
  'merge-shape-mismatch',
  'deep-plain-stack',
  'missing-long-skip',
  'nonlinear-shortcut',
  'empty-shortcut',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** One statement about the network that a reader can act on. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The layer to look at first. */
  readonly layer: LayerId;
  /** One sentence with its numbers. */
  readonly message: string;
  /** The numbers behind the sentence. */
  readonly evidence: { readonly [name: string]: Json };
  /** Under the name by which it is set; `origin` cites where the value comes from. `also`: the others that decided. */
  readonly threshold?: Limit & { readonly also?: readonly Limit[] };
  /** One thing to try. */
  readonly suggestion: string;
  readonly source?: SourcePosition;
}

/** A quantity that this report does not contain. An absent number is never shown as 0. */
export interface NotMeasured {
  /** `probe`, or the name of a quantity such as `gain`. */
  readonly quantity: string;
  readonly layer?: LayerId;
  readonly group?: GroupId;
  readonly reason: string;
}

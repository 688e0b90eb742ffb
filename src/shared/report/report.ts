import type { Json } from '../base/json';
import type { Message } from '../base/message';
import type { SourcePosition } from '../base/source';
import type { Framework } from '../model/framework';
import type { LayerId, Network } from '../network/network';
import type { Finding } from './finding';
import type { NotMeasured } from './notMeasured';
import type { Probe } from './probe';
import type { Profile } from './profile';
import type { RefusedLayer } from './refused';
import type { StructureReport } from './structure';

export * from './finding';
export type { NotMeasured } from './notMeasured';

export const REPORT_SCHEMA_VERSION = 2;

/**
 * Everything that any view shows about one model: codes, names and numbers, no sentence. `shared/words`
 * makes the sentences where they are shown. Complete and immutable: a newer report replaces an older one whole.
 */
export interface Report {
  readonly schemaVersion: typeof REPORT_SCHEMA_VERSION;
  readonly model: ModelSummary;
  readonly runtime: Runtime;
  readonly network: Network;
  readonly skips: SkipReport;
  /** Paths, levels, growth and memory, as far as the structure alone tells them. */
  readonly structure?: StructureReport;
  /** Absent if no probe ran; `notMeasured` then says why. */
  readonly probe?: Probe;
  /** Absent if no profile ran. */
  readonly profile?: Profile;
  readonly findings: readonly Finding[];
  /** The quantities that are absent from this report, each with its reason. */
  readonly notMeasured: readonly NotMeasured[];
  /** The layer that refused its inputs, with which the network ends; absent if the definition builds. */
  readonly refused?: RefusedLayer;
}

/** The source of the value of a model argument; `guess` is shown as guessed everywhere. */
export type ArgumentOrigin = 'default' | 'user' | 'callSite' | 'type' | 'guess';

export interface ModelArgument {
  readonly name: string;
  readonly value: Json;
  readonly origin: ArgumentOrigin;
}

export interface ModelSummary {
  readonly name: string;
  readonly source: SourcePosition;
  readonly arguments: readonly ModelArgument[];
  /** Modules that its code imports and that did not run: a value stood in for each. Absent if there is none. */
  readonly standIns?: readonly StandIn[];
}

/** A module outside the workspace, and the place where it is imported. */
export interface StandIn {
  readonly module: string;
  readonly source: SourcePosition;
}

export type BackendName = 'tensorflow-gpu' | 'webgpu' | 'tensorflow' | 'wasm' | 'cpu';

/** The backend of a run: one of TensorFlow.js, or PyTorch in the user's own Python. */
export type RuntimeBackend = BackendName | 'torch';

/** The software and the device that a model ran on. */
export interface Runtime {
  readonly framework: Framework;
  /** The library that built and trained the model: `TensorFlow.js`, or `PyTorch` in the user's own Python. */
  readonly library: string;
  /** Version of the library. */
  readonly version: string;
  readonly backend: RuntimeBackend;
  /** `cpu`, or the name of the GPU. */
  readonly device: string;
  /** Better backends that cannot run here, best first. */
  readonly tried: readonly TriedBackend[];
}

/** A backend that cannot run here. */
export interface TriedBackend {
  readonly name: BackendName;
  readonly reason: Message;
}

export const skipKinds = [
  'identityAdd',
  'projectionAdd',
  'concat',
  'gated',
  'projectionConcat',
] as const;
export type SkipKind = (typeof skipKinds)[number];
export type SkipReach = 'short' | 'long';

/** One skip connection: a cheaper path from a fork to one input slot of a merge. */
export interface Skip {
  /** Stable within a report: `from>to:slot`. */
  readonly id: string;
  readonly kind: SkipKind;
  /** `long` if a bypassed path goes down and up again in resolution. */
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

/** A skip-like structure that the rules do not decide; never counted. */
export interface AmbiguousSkip extends Skip {
  readonly why: Message;
}

/** Codes of the messages about the points that the rules leave undecided. */
export type SkipDoubt =
  'skips.pooled-concat' | 'skips.projected-slice' | 'skips.equal-cost' | 'skips.changed-carry';

/** A multiplication of a tensor by a bounded function of the same tensor (squeeze-excite, attention gate). */
export interface Gate {
  readonly layer: LayerId;
  /** The tensor that is gated. */
  readonly from: LayerId;
}

/**
 * Merges with at least one skip: the headline count. One with skips of several kinds counts once, as the
 * first of identity, gated, concatenated, projected, and projected and concatenated.
 */
export interface MergeCounts {
  /** Number of merges with at least one skip. */
  readonly total: number;
  /** Number of merges without a long skip. */
  readonly short: number;
  /** Number of merges with a long skip, whatever others they have. */
  readonly long: number;
  /** Number of merges that add an unchanged shortcut. */
  readonly identityAdd: number;
  /** Number of merges that add a projected shortcut. */
  readonly projectionAdd: number;
  /** Number of merges that concatenate an unchanged shortcut. */
  readonly concat: number;
  /** Number of merges that add a gated shortcut. */
  readonly gated: number;
  /** Number of merges that concatenate a projected shortcut. */
  readonly projectionConcat: number;
}

export interface SkipReport {
  readonly merges: MergeCounts;
  /** Skips with dense blocks expanded to producer → consumer pairs. */
  readonly connections: number;
  readonly items: readonly Skip[];
  readonly ambiguous: readonly AmbiguousSkip[];
  /** Layers that join tensors in a way that is not known: each may be a skip. Absent if there are none. */
  readonly unknownJoins?: readonly LayerId[];
  readonly gates: readonly Gate[];
}

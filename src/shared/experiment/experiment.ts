import type { Json } from '../base/json';
import type { Message } from '../base/message';
import type { LayerId } from '../network/network';
import type { ModelSummary, Runtime } from '../report/report';

export const EXPERIMENT_SCHEMA_VERSION = 1;

/** In the order in which they are listed: those of seconds first. */
export const experimentNames = [
  'paths',
  'shattering',
  'u-shape',
  'skips',
  'deletion',
  'add',
  'depth',
  'identity',
  'variants',
  'learning-rate',
  'surface',
  'train',
] as const;
export type ExperimentName = (typeof experimentNames)[number];

/** Settings that all arms of an experiment share. */
export interface ExperimentOptions {
  /** Training steps of one cell; 0 if nothing trains. */
  readonly steps: number;
  /** Times that weights and data are drawn anew; fixed before the run. */
  readonly seeds: number;
  /** Seed of the first run; the others follow from it. */
  readonly seed: number;
  readonly batchSize: number;
  readonly optimizer: string;
  /** Absent where pilot seeds choose a rate for each arm. */
  readonly learningRate?: number;
  /** The rate over the steps: constant, or a half cosine down to zero. */
  readonly schedule: 'constant' | 'cosine';
  /** Samples that a cell is measured on. */
  readonly samples: number;
}

/** One input of a merge that carries zeros. */
export interface CutInput {
  readonly to: LayerId;
  readonly slot: number;
  readonly as: 'shortcut' | 'body';
}

export type ChangedCurve = 'relu' | 'tanh' | 'sigmoid';
export type ChangedInitialiser = 'he' | 'glorot' | 'normal';

/** A change to a network that zeros cannot make. */
export type ArmChange =
  /** The layer hands on its first input. */
  | { readonly type: 'bypass'; readonly layer: LayerId }
  /** The layer is this nonlinearity of its first input. */
  | { readonly type: 'activation'; readonly layer: LayerId; readonly as: ChangedCurve }
  /** The kernels of some layers are drawn anew. */
  | {
      readonly type: 'initialiser';
      readonly layers: readonly LayerId[];
      readonly as: ChangedInitialiser;
    }
  /** The input of a merge goes through a trained product over the channels, or is multiplied by a gate of itself. */
  | {
      readonly type: 'shortcut';
      readonly to: LayerId;
      readonly slot: number;
      readonly as: 'projection' | 'gated';
    }
  /** The first input of one layer is added to the output of a later one. */
  | {
      readonly type: 'add';
      readonly from: LayerId;
      readonly to: LayerId;
      readonly as: 'identity' | 'projection';
    };

/** A residual block that is deleted from the trained network. */
export interface DeletableBlock {
  /** The sum that it ends by. */
  readonly to: LayerId;
  readonly bodies: readonly CutInput[];
  readonly shortcuts: readonly CutInput[];
  /** Its shortcuts have weights, which a network without them does not train: there it cannot be bypassed. */
  readonly isProjected?: true;
}

/** One of the networks that are compared. */
export interface Arm {
  readonly id: string;
  readonly title: Message;
  /** Empty for the whole network. */
  readonly cut: readonly CutInput[];
  /** Further changes to the network; absent if there is none. */
  readonly changes?: readonly ArmChange[];
  /** The blocks that are deleted one at a time after the training, in the order of the network. */
  readonly deletes?: readonly DeletableBlock[];
  /** The connection that this arm lacks, where it lacks a single one: a skip of the report. */
  readonly skip?: string;
  /** Residual blocks that are not dropped. */
  readonly blocks?: number;
  /** Arguments of the definition that this arm sets, in place of the model's own. */
  readonly arguments?: { readonly [name: string]: Json };
  /** The value of the argument that makes it so deep. */
  readonly depth?: number;
  /** The arm whose pilots choose the rate; its own where absent. */
  readonly rateOf?: string;
}

/** The loss on a plane through the trained weights, row by row, both axes from −reach to reach. */
export interface LossPlane {
  readonly points: number;
  readonly reach: number;
  readonly loss: readonly (number | null)[];
}

/** The measurements of one arm with one seed. */
export interface ExperimentCell {
  readonly arm: string;
  readonly seed: number;
  /** `diverged`: the loss was not finite, or ended above where it began by a factor of 10. */
  readonly outcome: 'done' | 'diverged';
  /** By the name of the measure; absent if it could not be measured. */
  readonly numbers: { readonly [measure: string]: number };
  /** Loss over the steps, at most 200 points. */
  readonly curve?: readonly (readonly [step: number, loss: number | null])[];
  readonly series?: { readonly [measure: string]: readonly (number | null)[] };
  /** A picture of one seed; its numbers come from lines. */
  readonly plane?: LossPlane;
  /** The rate that it was trained at. */
  readonly learningRate?: number;
  /** SHA-256 of all weights at the end: equal where two runs agree bit by bit. */
  readonly weightsSha256?: string;
  /** Fingerprint of model, weights, data and settings. Cells with another fingerprint are not used. */
  readonly of: string;
  readonly cpuSeconds: number;
}

/** One cell of the plan. */
export interface PlannedCell {
  readonly id: string;
  readonly arm: string;
  readonly seed: number;
  /** Pilots choose rates and never enter a result. */
  readonly pilotRate?: number;
}

/** The data of an experiment. */
export interface ExperimentData {
  /** `synthetic`: made for the model. */
  readonly kind: 'synthetic' | 'file';
  readonly name: string;
}

/** The time that a plan takes on one process. */
export interface Estimate {
  readonly cells: number;
  readonly secondsPerCell: number;
  /** Trainings that choose rates, of half the steps each. */
  readonly pilots: number;
  /** Of the cells that are still missing, pilots among them. */
  readonly seconds: number;
}

/** An experiment before its cells: everything but the numbers. */
export interface ExperimentDraft {
  readonly experiment: ExperimentName;
  readonly model: ModelSummary;
  readonly runtime: Runtime;
  readonly options: ExperimentOptions;
  readonly data: ExperimentData;
  readonly arms: readonly Arm[];
  readonly plan: readonly PlannedCell[];
  /** Present where only the plan was asked for: it takes a few steps to measure. */
  readonly estimate?: Estimate;
  /** Cells of earlier runs that this one uses. */
  readonly kept: readonly { readonly id: string; readonly value: ExperimentCell }[];
}

/** One measure of one arm over its seeds. */
export interface Measured {
  readonly measure: string;
  readonly arm: string;
  /** On a log scale the geometric mean. */
  readonly scale: 'log' | 'linear';
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly values: readonly number[];
  /** Seeds without a value, because they diverged. */
  readonly diverged: number;
}

export type Verdict =
  | 'worse'
  | 'better'
  | 'higher'
  | 'lower'
  | 'same'
  | 'undecided'
  /** Fewer than five seeds: nothing is claimed, whatever the numbers look like. */
  | 'too-few-seeds'
  /** Some seeds diverged: no ratio is given. */
  | 'diverged';

/** An arm against another one. */
export interface Comparison {
  readonly measure: string;
  readonly arm: string;
  readonly against: string;
  readonly method: 'welch' | 'paired';
  readonly scale: 'log' | 'linear';
  /** On a log scale a ratio, else a difference; with its 95 % interval. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  /** p corrected for all comparisons of the result (Holm 1979). */
  readonly holm: number;
  readonly seeds: number;
  /** The smallest difference that so many seeds find in four of five cases, in the units of `value`. */
  readonly detectable: number;
  readonly verdict: Verdict;
}

/** A series averaged over the seeds of one arm. */
export interface MeasuredSeries {
  readonly measure: string;
  readonly arm: string;
  readonly mean: readonly (number | null)[];
}

/** `picture`: shown and described, and nothing is claimed. */
export type Tone = 'difference' | 'none' | 'undecided' | 'picture';

/** Everything that any view shows about one experiment: codes, names and numbers, no sentence. */
export interface ExperimentResult {
  readonly schemaVersion: typeof EXPERIMENT_SCHEMA_VERSION;
  readonly experiment: ExperimentName;
  readonly model: ModelSummary;
  readonly runtime: Runtime;
  readonly options: ExperimentOptions;
  readonly data: ExperimentData;
  readonly arms: readonly Arm[];
  readonly cells: readonly ExperimentCell[];
  readonly measured: readonly Measured[];
  readonly series: readonly MeasuredSeries[];
  readonly comparisons: readonly Comparison[];
  readonly verdict: { readonly sentences: readonly Message[]; readonly tone: Tone };
  /** The method, and the limits of the result. */
  readonly method: readonly Message[];
  readonly cost: {
    readonly cpuSeconds: number;
    /** Cells that are missing because the run was stopped. */
    readonly missing: number;
  };
}

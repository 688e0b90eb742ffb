import type { Message } from '../../../shared/base/message';
import type {
  Arm,
  Comparison,
  ExperimentCell,
  ExperimentDraft,
  ExperimentOptions,
  Measured,
  MeasuredSeries,
  Tone,
} from '../../../shared/experiment/experiment';
import type { NetworkGraph } from '../../../shared/network/network';
import type { SkipReport } from '../../../shared/report/report';
import type { MeasureRule, Pair } from '../statistics/compare';

/** The measurement of a cell; the engine knows these and no experiment. */
export type Work =
  | 'training'
  | 'pathProfile'
  | 'correlation'
  | 'updates'
  | 'range'
  | 'lines'
  | 'watching'
  | 'deletions';

/** The same definition with another value of the argument that makes it deeper. */
export interface DepthVariant {
  readonly argument: string;
  readonly value: number;
  readonly graph: NetworkGraph;
  readonly skips: SkipReport;
}

/** The facts about a network that decide which experiments make sense. */
export interface ExperimentSubject {
  readonly graph: NetworkGraph;
  readonly skips: SkipReport;
  /** The first input takes floating-point numbers, which have a gradient, and there is no other. */
  readonly hasOneFloatInput: boolean;
  /** Layers that act on several rows at once, or at random, in training. */
  readonly hasDropout: boolean;
  /** From the least depth to the largest; absent if none were asked for. */
  readonly depths?: readonly DepthVariant[];
}

/** The result that the cells give. */
export interface Findings {
  readonly draft: ExperimentDraft;
  readonly cells: readonly ExperimentCell[];
  readonly measured: readonly Measured[];
  readonly series: readonly MeasuredSeries[];
  readonly comparisons: readonly Comparison[];
}

export interface Conclusion {
  readonly sentences: readonly Message[];
  readonly tone: Tone;
}

/** One experiment: which networks it compares, and what their numbers say. Pure. */
export interface ExperimentKind {
  readonly work: Work;
  /** Weights must be drawn anew for each seed. */
  readonly trains: boolean;
  readonly standard: Pick<ExperimentOptions, 'steps' | 'seeds' | 'samples' | 'batchSize'>;
  /** Pilot seeds choose a learning rate for each arm if none is given. */
  readonly searchesRate: boolean;
  /** The networks to compare, or why there is nothing to compare. */
  arms(subject: ExperimentSubject): readonly Arm[] | Message;
  readonly rules: readonly MeasureRule[];
  pairs(arms: readonly Arm[]): readonly Pair[];
  conclude(findings: Findings): Conclusion;
  readonly method: readonly Message[];
}

export const isRefusal = (arms: readonly Arm[] | Message): arms is Message => 'code' in arms;

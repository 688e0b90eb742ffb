import type { LayerId } from '../../shared/network/network';
import type {
  ActivationProbe,
  ForkProbe,
  GradientNorms,
  WeightGradient,
} from '../../shared/report/probe';

/** What one step measured of one weight. */
export interface WeightTrace {
  /** Absent where no gradient path leads to the weight. */
  readonly gradient?: WeightGradient;
  readonly updateRatio?: number;
  readonly lostUpdates?: number;
}

/** What one step measured of one layer. */
export interface LayerTrace {
  readonly activation?: ActivationProbe;
  readonly activationGradient?: GradientNorms;
  readonly gain?: number;
  /** Over all trainable weights of the layer. */
  readonly weightGradient?: number;
  readonly updateRatio?: number;
}

export type ForkTrace = Omit<ForkProbe, 'skip' | 'spread' | 'history'>;

/** What one step measured, in the units of the report. Nothing that is not finite gets in here. */
export interface StepTrace {
  readonly loss?: number;
  /** By the position of the weight in `trained`. */
  readonly weights: readonly WeightTrace[];
  readonly layers: ReadonlyMap<LayerId, LayerTrace>;
  /** By `to:slot`; absent where no gradient came back. */
  readonly edges: ReadonlyMap<string, GradientNorms>;
  /** By the `id` of the skip. */
  readonly forks: ReadonlyMap<string, ForkTrace>;
}

import type { LayerId } from '../network/network';

/** A scalar over the seeds: the last step of each. */
export interface Spread {
  /** The median over the seeds, in the unit of the scalar. */
  readonly median: number;
  /** The smallest value of a seed, in the unit of the scalar. */
  readonly min: number;
  /** The largest value of a seed, in the unit of the scalar. */
  readonly max: number;
}

/** `history[seed][step]`; `null` where the value was not finite or not measured. */
export type History = readonly (readonly (number | null)[])[];

/** Norms of ∂L/∂x over all entries of one tensor. Absent if not finite. */
export interface GradientNorms {
  /** √Σ(∂L/∂x)², in units of the loss per unit of x. */
  readonly l2?: number;
  /** l2 / √entries: comparable between tensors of unlike size. */
  readonly rms?: number;
}

/**
 * The distribution of the magnitudes of a tensor's entries: `counts[i]` entries lie in
 * [2^(exponent + i), 2^(exponent + i + 1)). Zeros and entries that are not finite are in none; the lowest
 * and the highest bin that the backend tells apart also hold all beyond.
 */
export interface Histogram {
  /** Binary exponent of the first bin's lower edge. */
  readonly exponent: number;
  /** Number of entries in each bin. */
  readonly counts: readonly number[];
}

/** Statistics of ∂L/∂W of one weight. */
export interface WeightGradient extends GradientNorms {
  /** The largest |∂L/∂w|, in units of the loss per unit of the weight. Absent if not finite. */
  readonly maxAbs?: number;
  /** Share of entries that are exactly zero, 0 to 1. */
  readonly zeroShare: number;
  /** Number of NaN entries. */
  readonly nan: number;
  /** Number of infinite entries. */
  readonly inf: number;
  /** Of |∂L/∂W| in the last step of the first seed. Absent if no entry is finite and other than zero. */
  readonly histogram?: Histogram;
  readonly spread?: { readonly rms?: Spread; readonly l2?: Spread };
}

/** The values of a weight before the first step, of the first seed. */
export interface InitialWeight {
  /** Mean of the entries in the first seed. */
  readonly mean: number;
  /** Standard deviation of the entries in the first seed. */
  readonly std: number;
  /** In every seed all units start with the same weights; `stay`: and have them after the last step, too. */
  readonly equalUnits?: 'start' | 'stay';
}

/** The values of one input or target over the batches of the first seed. */
export interface DataStatistics {
  /** The input layer, or the output that the targets are of. */
  readonly layer: LayerId;
  /** Smallest finite value. */
  readonly min: number;
  /** Largest finite value. */
  readonly max: number;
  /** Mean of the finite values. */
  readonly mean: number;
  /** Standard deviation of the finite values. */
  readonly std: number;
  /** Every value is a whole number. */
  readonly whole: boolean;
  /** Number of NaN and infinite values. */
  readonly nonFinite: number;
  /** Of tables (two axes) only. */
  readonly columns?: {
    /** Number of entries of the last axis. */
    readonly count: number;
    /** Number of those that never change. */
    readonly constant: number;
    /** The one with the largest root mean square; absent in reports that were made before it was measured. */
    readonly largest?: {
      /** Its position, from 0. */
      readonly at: number;
      /** Mean of its finite values. */
      readonly mean: number;
      /** Standard deviation of its finite values. */
      readonly std: number;
    };
    /** The largest sum of a row; absent in reports that were made before it was measured. */
    readonly largestSum?: number;
  };
  /** Variance of one unit's targets, the mean over the units: the squared error of a network that knows nothing. */
  readonly unitVariance: number;
}

export interface WeightProbe {
  readonly name: string;
  /** Number of entries. */
  readonly size: number;
  /** Absent in reports that were made before it was measured. */
  readonly initial?: InitialWeight;
  /** Absent if no gradient path leads to this weight. */
  readonly gradient?: WeightGradient;
  /** ‖Δw‖ / ‖w‖ with the Δw that the optimizer applied. */
  readonly updateRatio?: number;
  /** Share of entries that have a gradient and that the step left unchanged in float32, 0 to 1. */
  readonly lostUpdates?: number;
  readonly spread?: { readonly updateRatio?: Spread; readonly lostUpdates?: Spread };
  readonly history?: {
    /** RMS of ∂L/∂W. */
    readonly gradient?: History;
    readonly updateRatio?: History;
    readonly lostUpdates?: History;
    /** NaN and infinite entries of ∂L/∂W; absent if there never was one. */
    readonly nonFinite?: History;
  };
}

export interface ActivationProbe {
  /** Mean of all entries, in units of the activation. Absent if not finite. */
  readonly mean?: number;
  /** Standard deviation of all entries, in units of the activation. Absent if not finite. */
  readonly std?: number;
  /** Share of units that are zero on (almost) all inputs, by `deadInputs`; rectifying layers only. */
  readonly deadShare?: number;
  /** Share of values where the curve is flat (units × samples), by `flatSlope`; tanh and sigmoid layers only. */
  readonly saturatedShare?: number;
  /** Number of NaN and infinite entries. */
  readonly nonFinite: number;
  readonly spread?: { readonly deadShare?: Spread; readonly saturatedShare?: Spread };
}

export interface LayerProbe {
  readonly layer: LayerId;
  /** The trained ones. */
  readonly weights: readonly WeightProbe[];
  /** Its frozen weights differ from seed to seed: nothing was loaded into them. */
  readonly frozenAtRandom?: true;
  readonly activation?: ActivationProbe;
  /** ∂L/∂output. Absent if no gradient path leads to this layer. */
  readonly activationGradient?: GradientNorms & { readonly spread?: { readonly rms?: Spread } };
  /** RMS ∂L/∂input ÷ RMS ∂L/∂output: the layer's own factor in the chain rule. */
  readonly gain?: number;
  readonly spread?: { readonly gain?: Spread };
  /** Number of time steps of a recurrent layer that a gradient came back to. */
  readonly timeSteps?: number;
  /** Per-step values for the views' step slider. */
  readonly history: {
    /** RMS of ∂L/∂W over all trainable weights of the layer. */
    readonly weightGradient?: History;
    readonly activationGradient?: History;
    /** ‖Δw‖ / ‖w‖ over all trainable weights of the layer. */
    readonly updateRatio?: History;
    readonly gain?: History;
    readonly deadShare?: History;
    readonly saturatedShare?: History;
    /** Decades by which ∂L/∂x grows from the last time step to the first; recurrent layers only. */
    readonly throughTime?: History;
    /** Mean and standard deviation of the activation. */
    readonly mean?: History;
    readonly std?: History;
    /** NaN and infinite entries of the activation; absent if there never was one. */
    readonly nonFinite?: History;
  };
}

/** ∂L/∂x on one edge. */
export interface EdgeProbe extends GradientNorms {
  readonly from: LayerId;
  readonly to: LayerId;
  /** The input position of the reading layer, from 0. */
  readonly slot: number;
  /** RMS. */
  readonly history?: History;
}

/** The division of the gradient at the fork of a skip: ∂L/∂x = shortcut term + body term. */
export interface ForkProbe {
  /** The `id` of the skip. */
  readonly skip: string;
  /** L2 norm of the shortcut term. */
  readonly shortcutL2: number;
  /** L2 norm of the body term. */
  readonly bodyL2: number;
  /** shortcutL2 / (shortcutL2 + bodyL2), 0 to 1. */
  readonly shortcutShare: number;
  /** Cosine between the two terms, -1 to 1. */
  readonly cosine?: number;
  readonly spread?: { readonly shortcutShare?: Spread };
  readonly history?: { readonly shortcutShare?: History; readonly cosine?: History };
}

/** A connection that a probe trained without: its merge got zeros in its place, and no gradient went back. */
export interface AblatedConnection {
  /** The `id` of the skip. */
  readonly skip: string;
  readonly from: LayerId;
  readonly to: LayerId;
  /** The input position of the merge, counted in the whole network. */
  readonly slot: number;
}

/** The output of one layer in one pass. */
export interface OutputStatistics {
  /** Mean of all entries. */
  readonly mean: number;
  /** Standard deviation of all entries. */
  readonly std: number;
}

/**
 * A normalisation after the steps of the first seed, on their first batch: in training, and in evaluation with
 * statistics that have followed the batch and, where it has kept some that do not start afresh, with those.
 */
export interface EvaluationProbe {
  readonly layer: LayerId;
  readonly training: OutputStatistics;
  readonly settled: OutputStatistics;
  readonly kept?: OutputStatistics;
}

/** A training on one batch, after the steps of the first seed. */
export interface OneBatchProbe {
  /** Training steps. */
  readonly steps: number;
  /** Wall-clock time. */
  readonly milliseconds: number;
  /** The first loss, without penalties. */
  readonly start: number;
  /** The lowest loss, without penalties; absent if the last one was not finite. */
  readonly lowest?: number;
  /** The loss of the best prediction that is the same for every sample. Absent if it is not known. */
  readonly constant?: number;
  /** In the second half of the time the lowest loss fell by less than a hundredth of the constant prediction's. */
  readonly hasSettled: boolean;
  /** Two samples of the batch are alike in their inputs, or there are more targets than weights to fit them. */
  readonly cannotFit: boolean;
}

/** The measurements of a few real training steps. Numbers are those of the last step of the first seed. */
export interface Probe {
  /** Training steps per seed. */
  readonly steps: number;
  /** Number of times that weights and data were drawn anew. */
  readonly seeds: number;
  /** The steps and seeds of the whole probe, of which these are the first ones. Absent once all were made. */
  readonly planned?: {
    /** Training steps per seed. */
    readonly steps: number;
    /** Number of seeds. */
    readonly seeds: number;
  };
  /** Samples per training step. */
  readonly batchSize: number;
  readonly data: 'synthetic' | 'file';
  readonly optimizer: string;
  /** Absent if the user's optimizer does not expose it. */
  readonly learningRate?: number;
  /** The source of optimizer and learning rate: the probe itself, the compiled model, or the request. */
  readonly optimizerOrigin: 'default' | 'model' | 'user';
  /** The connections that the probe trained without. Absent if the whole network was trained. */
  readonly ablated?: readonly AblatedConnection[];
  /** The first layer that the framework's own training refuses, and its words; the probe trained it all the same. */
  readonly refused?: {
    readonly layer: LayerId;
    /** The framework and its version. */
    readonly by: string;
    readonly reason: string;
  };
  /** `values[seed][step]`; `null` where the loss was not finite. */
  readonly loss: { readonly name: string; readonly values: History };
  /** The part of the loss that regularizers add, at the first step of the first seed. */
  readonly penalty?: number;
  /** Of normalisations behind a dropout, or with statistics that do not start afresh. */
  readonly evaluation?: readonly EvaluationProbe[];
  /** On demand only. */
  readonly oneBatch?: OneBatchProbe;
  /** Of the user's own data only. */
  readonly inputs?: readonly DataStatistics[];
  readonly targets?: readonly DataStatistics[];
  readonly layers: readonly LayerProbe[];
  readonly edges: readonly EdgeProbe[];
  readonly forks: readonly ForkProbe[];
  /** Wall-clock time. */
  readonly milliseconds: {
    /** From the request to the definition ready to run. */
    readonly load: number;
    /** Building the model once. */
    readonly build: number;
    /** Each training step of the first seed. */
    readonly steps: readonly number[];
  };
}

import type { LayerId } from '../../shared/network/network';

/** The L2 norm of a tensor as `scale · √squares`, so that neither 1e-30 nor 1e30 is lost in its square. */
export interface NormReading {
  readonly scale: number;
  /** Σ(x / scale)². */
  readonly squares: number;
}

/** ∂L/∂x of one tensor, all entries of the batch together. */
export interface GradientReading extends NormReading {
  /** Number of entries. */
  readonly size: number;
  /** Σx² of each time step, all to one scale; where the plan asks for them. */
  readonly steps?: readonly number[];
}

/** ∂L/∂W of one weight, and the update that the optimizer made of it. */
export interface WeightReading {
  readonly gradient: NormReading & {
    readonly largest: number;
    /** Numbers of entries that are exactly zero, NaN, and infinite. */
    readonly zeros: number;
    readonly nans: number;
    readonly infinities: number;
  };
  readonly update: {
    /** ‖Δw‖, and ‖w‖ before it. */
    readonly change: NormReading;
    readonly before: NormReading;
    /** Number of entries that have a gradient and did not change. */
    readonly lost: number;
  };
  /** Entries of ∂L/∂W by their binary exponent, from {@link LEAST_EXPONENT} on; if the plan asks for it. */
  readonly histogram?: readonly number[];
}

/** The first output of one layer. */
export interface ActivationReading {
  /** Number of entries. */
  readonly size: number;
  readonly mean: number;
  readonly variance: number;
  /** Number of NaN and infinite entries. */
  readonly nonFinite: number;
  /** Dead units (entries of the channel axis) of a rectifier, saturated entries of a curve; else 0. */
  readonly affected: number;
}

/** The two parts of ∂L/∂x at the fork of a skip. */
export interface ForkReading {
  readonly shortcut: NormReading;
  readonly body: NormReading;
  /** Inner product of the two, divided by both scales. */
  readonly inner: number;
}

/** The raw numbers of one training step, of any framework; any of them may be NaN or infinite. */
export interface StepReadings {
  readonly loss: number;
  /** ∂L/∂x by edge (`to:slot`); absent if no gradient came back. */
  readonly edges: ReadonlyMap<string, GradientReading>;
  /** ∂L/∂output (`layer:output`) of the outputs that the plan taps, roots included. */
  readonly outputs: ReadonlyMap<string, GradientReading>;
  readonly activations: ReadonlyMap<LayerId, ActivationReading>;
  /** By the `id` of the skip; absent if not both parts came back. */
  readonly forks: ReadonlyMap<string, ForkReading>;
  /** By the position of the weight in the description; absent if no gradient path leads there. */
  readonly weights: ReadonlyMap<number, WeightReading>;
}

/** Exponents of a histogram's bins: 5e-20 to 3e4, the gradients of vanished to exploded networks. */
export const LEAST_EXPONENT = -64;
export const BINS = 80;

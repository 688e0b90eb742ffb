import type { Affine } from './affine';

/** The sliding window of a convolution or pooling, one entry per spatial axis. */
export interface Window {
  readonly size: readonly number[];
  readonly strides: readonly number[];
  readonly dilation: readonly number[];
}

/**
 * The relation of the values that leave a layer to those that enter it.
 * `bounded`: lies within [-1, 1] whatever comes in (sigmoid, softmax, tanh).
 * `boundKeeping`: affine and maps [0, 1] into [0, 1] (1 − x), so a bounded input stays bounded.
 */
export type ValueRange = 'free' | 'bounded' | 'boundKeeping';

/** Nonlinearities that losses and initial weights are chosen for. */
export type Curve = 'rectifier' | 'sigmoid' | 'tanh' | 'softmax' | 'logSoftmax';

/** The nonlinearity a layer ends with; `linear` where it has none. */
export interface Activation {
  readonly linear: boolean;
  readonly range: ValueRange;
  /** Absent if it is another one, or is not known. */
  readonly curve?: Curve;
  /** It has a ceiling besides (ReLU6). */
  readonly capped?: true;
}

/** A tensor that a product multiplies: an input of the layer, its sigmoid, or what that leaves of 1. */
export interface Factor {
  readonly slot: number;
  readonly squashed?: true;
  readonly complement?: true;
}

/** One product of a sum; `slot` is the input that it carries, each term another. */
export interface Term {
  readonly slot: number;
  readonly factors: readonly Factor[];
}

/**
 * The action of a layer on the signal, in terms that every framework shares.
 * The analysis reads this and never a name, a kind or a framework.
 */
export type Operation =
  /** A model input. `carriesGradient` is false for integer inputs (token ids). */
  | { readonly type: 'input'; readonly carriesGradient: boolean }
  /** Learns a transformation: counts 1 on a path; everything else counts 0. */
  | {
      readonly type: 'transform';
      readonly family: 'convolution' | 'dense' | 'recurrent' | 'attention' | 'custom';
      readonly window?: Window;
      /** Upsampling by its stride (transposed convolution) instead of downsampling. */
      readonly transposed: boolean;
      /** Depthwise: every channel has its own kernel. */
      readonly depthwise: boolean;
      /** Entries of the multiplying weights (rank ≥ 2) of this layer, biases excluded; absent if not known. */
      readonly kernelEntries?: number;
      /** Multiply-accumulates of one sample between tensors instead of with weights (attention scores). */
      readonly tensorProducts?: number;
      /**
       * The places where the kernel is applied: each output position, each input position, or each time step
       * and position of its map.
       */
      readonly appliedPer: 'outputPosition' | 'inputPosition' | 'timeStep' | 'sample';
      readonly activation: Activation;
    }
  /** Looks values up by index (embedding) or makes them (ranges, position tables): no gradient reaches its input. */
  | {
      readonly type: 'source';
      readonly kernelEntries: number;
      /** Every entry that it makes is this number; absent if they differ, are learned or are not known. */
      readonly value?: number;
    }
  /** Joins several tensors into one. */
  | { readonly type: 'merge'; readonly how: 'add' | 'subtract' | 'average' }
  /** `axis` counts from 0 with the batch included. */
  | { readonly type: 'merge'; readonly how: 'concat'; readonly axis: number }
  | { readonly type: 'merge'; readonly how: 'multiply' | 'maximum' | 'minimum' | 'other' }
  /** Joins tensors in a way that is not known: it may be any of these. */
  | { readonly type: 'merge'; readonly how: 'unknown' }
  /** Adds products of its inputs: t·h + (1 − t)·x and its kind. */
  | { readonly type: 'merge'; readonly how: 'products'; readonly terms: readonly Term[] }
  /** `contracted`: the extent that is summed over; one output entry costs as many multiply-accumulates. */
  | { readonly type: 'merge'; readonly how: 'dot'; readonly contracted?: number }
  | { readonly type: 'activation'; readonly activation: Activation }
  | { readonly type: 'normalization'; readonly family: 'batch' | 'layer' | 'other' }
  /** Max or average over a window; `global` collapses all spatial axes, or all that its window spans. */
  | { readonly type: 'pool'; readonly window?: Window; readonly global: boolean }
  /** Changes the spatial size without weights by a factor: `up` (nearest, bilinear, repeat) or `down` (subsampling). */
  | { readonly type: 'resample'; readonly direction: 'up' | 'down' }
  /** Scales or shifts values; `by` two numbers, if they are known. */
  | { readonly type: 'passive'; readonly effect: 'scale'; readonly by?: Affine }
  /** Rearranges, pads, crops or drops values; keeps what it carries. `slice` keeps only a part. */
  | {
      readonly type: 'passive';
      readonly effect:
        'reshape' | 'permute' | 'pad' | 'crop' | 'slice' | 'dropout' | 'mask' | 'none';
    };

import type { Json } from '../base/json';
import type { LayerId, Shape } from '../network/network';
import type { CauseFinding } from './causes';
import type { CostFinding } from './costFindings';
import type { FindingBase, FindingCode, Layers, Seeds } from './findingBase';

export * from './findingBase';

/** The gradient fades on its way back to the input. Medians over the seeds for which it holds. */
export interface VanishingGradient extends FindingBase {
  readonly code: 'vanishing-gradient';
  readonly evidence: Layers &
    Seeds & {
      /** RMS of ∂L/∂W of the first weighted layer of the path. */
      readonly firstRms: number;
      /** RMS of ∂L/∂W of the last weighted layer of the path. */
      readonly lastRms: number;
      /** Decades by which the line fitted through the L2 norms of ∂L/∂output falls from the output to the input. */
      readonly decadesLost: number;
      /** Number of weighted layers of the path. */
      readonly weightedLayers: number;
      /**
       * Factor by which the kernels of the path shrink a signal of unit variance at the start, std · √fan-in, the
       * median over the layers; where it is so small that the weights are the cause.
       */
      readonly smallGain?: number;
      /**
       * Number of sigmoids of the path before its last weighted layer, where most of its weighted layers end in
       * one: the slope of each is at most 1/4.
       */
      readonly sigmoids?: number;
    };
}

/** The gradient grows along a whole path, on its way back to the input. */
export interface ExplodingPath extends FindingBase {
  readonly code: 'exploding-gradient';
  readonly variant: 'path';
  readonly evidence: Layers &
    Seeds & {
      /** Decades by which the line fitted through the L2 norms of ∂L/∂output rises from the output to the input. */
      readonly decadesGained: number;
      /** Number of weighted layers of the path. */
      readonly weightedLayers: number;
      /** Number of those straight before a normalisation, where these are most of them. */
      readonly normalised?: number;
    };
}

/** The gradient jumps from one weighted layer of an unbranched chain to the one before it. */
export interface ExplodingNeighbours extends FindingBase {
  readonly code: 'exploding-gradient';
  readonly variant: 'neighbours';
  readonly evidence: Layers &
    Seeds & {
      /** L2 norm of ∂L/∂output of the layer ÷ that of the next weighted one. */
      readonly factor: number;
    };
}

/** The weight gradient is beyond any sensible norm. */
export interface ExplodingNorm extends FindingBase {
  readonly code: 'exploding-gradient';
  readonly variant: 'norm';
  readonly evidence: Layers & {
    /** L2 norm of ∂L/∂W over all weights of the layer, the median over the seeds. */
    readonly l2: number;
    /** Number of seeds of the probe. */
    readonly seeds: number;
  };
}

/** NaN or infinite values, at the layer where they begin. */
export interface NonFinite extends FindingBase {
  readonly code: 'non-finite';
  readonly evidence: Layers &
    Seeds & {
      /** The tensor of the layer that holds them first; `loss` if only the loss fails on its output. */
      readonly where: 'output' | 'gradient' | 'loss';
      /** Number of entries that are not finite. */
      readonly count: number;
      /** The training step, from 0. */
      readonly failedStep: number;
    };
}

/** Most units of rectifying layers are zero on (almost) every input. */
export interface DeadRelu extends FindingBase {
  readonly code: 'dead-relu';
  readonly evidence: Layers & {
    /** Share of the units, 0 to 1, the median over the seeds. */
    readonly deadShare: number;
    /** Mean of the bias at the start, where it alone keeps the units at zero. */
    readonly biasStart?: number;
    /** Seeds in which all units are dead from the first step on, where they are half of all or fewer. */
    readonly deadDraws?: {
      /** Number of such seeds. */
      readonly draws: number;
      /** Number of all seeds. */
      readonly of: number;
    };
  };
}

/** Most units of tanh or sigmoid layers sit where the curve is flat. */
export interface Saturated extends FindingBase {
  readonly code: 'saturated';
  readonly evidence: Layers & {
    /** Share of the units, 0 to 1, the median over the seeds. */
    readonly saturatedShare: number;
  };
}

/** A training step is far too small (`slow`) or too large (`fast`) for the size of the weights. */
export interface UpdateRatio extends FindingBase {
  readonly code: 'update-ratio';
  readonly variant: 'slow' | 'fast';
  readonly evidence: Layers & {
    /** ‖Δw‖ / ‖w‖ of the kernel, the median over the seeds. */
    readonly updateRatio: number;
  };
}

/** Float32 swallows most of a training step. */
export interface LostUpdates extends FindingBase {
  readonly code: 'lost-updates';
  readonly evidence: Layers & {
    /** Share of the entries of the worst weight that a step left unchanged, 0 to 1, the median over the seeds. */
    readonly lostUpdates: number;
  };
}

/**
 * No gradient reaches some trainable layers (`some`) or any: the loss gives none (`all`), or the first of the
 * layers passes none on (`ends`; `blocks` where layers behind it learn), or normalises over one value per channel
 * (`single`).
 */
export interface Disconnected extends FindingBase {
  readonly code: 'disconnected';
  readonly variant: 'some' | 'all' | 'ends' | 'blocks' | 'single';
  readonly evidence: Layers & {
    /** Training steps per seed. */
    readonly steps: number;
    /** Number of seeds. */
    readonly seeds: number;
  };
}

/** Biases straight before batch norm, which subtracts them again. */
export interface RedundantBias extends FindingBase {
  readonly code: 'redundant-bias';
  readonly evidence: Layers & {
    /** Number of entries of all these biases. */
    readonly parameters: number;
  };
}

/** Almost no gradient comes back through the body of a residual block. */
export interface SilentBody extends FindingBase {
  readonly code: 'silent-body';
  readonly evidence: Layers & {
    /** Share of the fork's gradient, 0 to 1, the median over the seeds. */
    readonly bodyShare: number;
  };
}

/** Almost no gradient comes back through the shortcut of a residual block. */
export interface IdleShortcut extends FindingBase {
  readonly code: 'idle-shortcut';
  readonly evidence: Layers & {
    /** Share of the fork's gradient, 0 to 1, the median over the seeds. */
    readonly shortcutShare: number;
  };
}

/**
 * The first input of a merge and another one whose shapes do not fit, or, `repeated`, a shortcut and a body of one
 * channel that an addition repeats over all channels of the shortcut.
 */
export interface MergeShapeMismatch extends FindingBase {
  readonly code: 'merge-shape-mismatch';
  readonly variant?: 'repeated';
  readonly evidence: Layers & {
    /** The layers that give the two inputs. */
    readonly branches: readonly [LayerId, LayerId];
    /** Their shapes, as the framework writes them. */
    readonly shapes: readonly [Shape, Shape];
    /** The axis of the channels in both shapes, counted from 0; the last if it is absent. */
    readonly channelAxis?: number;
    /** The branch that the other one is made from; absent if neither is. */
    readonly shortcut?: 0 | 1;
    /** Sizes of the input that would fit; absent if that is not known. */
    readonly sizes?: {
      /** The product of the strides on the deepest way. */
      readonly multiple: number;
      /** The extents of the input's map. */
      readonly given: readonly number[];
      /** The nearest above that fit. */
      readonly fits: readonly number[];
    };
  };
}

/** Many weighted layers in a row that no skip connection passes by; `layers` has all of them, input first. */
export interface DeepPlainStack extends FindingBase {
  readonly code: 'deep-plain-stack';
  readonly evidence: Layers & {
    /** Number of layers in a row. */
    readonly weightedLayers: number;
  };
}

/** A U-shape that lacks a long skip at some of its levels. */
export interface LevelsWithoutLongSkip extends FindingBase {
  readonly code: 'missing-long-skip';
  readonly variant: 'some-levels';
  readonly evidence: Layers & {
    /** The levels that lack one; 1 is the input's resolution. */
    readonly levels: readonly number[];
    /** Number of levels of the U-shape. */
    readonly allLevels: number;
    /** Number of merges with a long skip. */
    readonly longSkips: number;
  };
}

/** An encoder and decoder without any long skip. */
export interface NoLongSkip extends FindingBase {
  readonly code: 'missing-long-skip';
  readonly variant: 'all-levels';
  readonly evidence: Layers & {
    /** Number of times that the resolution falls before it first rises. */
    readonly downsamplings: number;
    /** Number of times that it rises. */
    readonly upsamplings: number;
    readonly longSkips: 0;
  };
}

/** Additive shortcuts through a non-linearity. */
export interface NonlinearShortcut extends FindingBase {
  readonly code: 'nonlinear-shortcut';
  readonly evidence: Layers & {
    /** Number of non-linear layers on shortcuts. */
    readonly shortcuts: number;
  };
}

/** Additions of a tensor to itself. */
export interface EmptyShortcut extends FindingBase {
  readonly code: 'empty-shortcut';
  readonly evidence: Layers & {
    /** Number of such additions. */
    readonly merges: number;
  };
}

/** A finding of a report of schema version 1, which held the sentences that its engine wrote. */
export interface WrittenFinding extends FindingBase {
  readonly code: FindingCode;
  readonly variant: 'as-written';
  readonly evidence: Layers & { readonly [name: string]: Json };
  readonly written: { readonly message: string; readonly suggestion: string };
}

/** A finding that this version made. */
export type MadeFinding =
  | VanishingGradient
  | ExplodingPath
  | ExplodingNeighbours
  | ExplodingNorm
  | NonFinite
  | DeadRelu
  | Saturated
  | UpdateRatio
  | LostUpdates
  | Disconnected
  | RedundantBias
  | SilentBody
  | IdleShortcut
  | MergeShapeMismatch
  | DeepPlainStack
  | LevelsWithoutLongSkip
  | NoLongSkip
  | NonlinearShortcut
  | EmptyShortcut
  | CauseFinding
  | CostFinding;

/** One statement about the network that a reader can act on: codes and numbers, no sentence. */
export type Finding = MadeFinding | WrittenFinding;

import type { LayerId } from '../network/network';
import type { FindingBase, Layers } from './findingBase';

/**
 * The output does not fit the loss. `one-unit`: its only unit or class is 1 for every input; `softmax-twice`,
 * `sigmoid-twice`: the loss, or a layer, applies the curve again; `squashed-scores`: another curve lies before
 * the softmax; `no-class-probabilities`, `no-unit-probabilities`: the loss takes probabilities and gets
 * other values; `independent-units`: it takes those of classes that exclude each other and gets sigmoids;
 * `no-logarithms`: it takes logarithms.
 */
export interface OutputLossMismatch extends FindingBase {
  readonly code: 'output-loss-mismatch';
  readonly variant:
    | 'one-unit'
    | 'softmax-twice'
    | 'sigmoid-twice'
    | 'squashed-scores'
    | 'no-class-probabilities'
    | 'no-unit-probabilities'
    | 'independent-units'
    | 'no-logarithms';
  readonly evidence: Layers & {
    /** The loss of the output; absent where the layers alone do not fit. */
    readonly loss?: string;
    /** Units of the output. Absent where it is not known. */
    readonly units?: number;
    /** The value that the loss of a sample cannot fall below. */
    readonly floor?: number;
  };
}

/**
 * Two weighted layers with nothing non-linear between; `low-rank` where fewer values pass between them than go
 * in and come out.
 */
export interface MissingNonlinearity extends FindingBase {
  readonly code: 'missing-nonlinearity';
  readonly variant: 'one-map' | 'low-rank';
  /** `layers` are the first of each pair. */
  readonly evidence: Layers & {
    /** The second of the first pair. */
    readonly next: LayerId;
  };
}

/** Findings that name the cause of a fault instead of its trace in the gradients. */
export type CauseFinding = OutputLossMismatch | MissingNonlinearity;

import type { SourcePosition } from '../base/source';
import type { LayerId } from '../network/network';
import type { Limit } from './thresholds';

/** Worst first. */
export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** Stable: settings, SARIF rules and the documentation's sections are keyed by it. */
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
  'output-loss-mismatch',
  'missing-nonlinearity',
  'symmetric-weights',
  'input-scale',
  'initial-loss',
  'never-trained',
  'doubled-shortcut',
  'one-sided-body',
  'saturated-gate',
  'recurrent-growth',
  'mixed-samples',
  'inplace-breaks-backward',
  'inplace-changes-shortcut',
  'does-not-fit-one-batch',
  'train-eval-gap',
  'slow-layer',
  'memory-bound',
  'recompute-candidate',
  'wide-concat',
  'batch-too-small',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** Every layer that the finding is about, the one to look at first before the others. */
export interface Layers {
  readonly layers: readonly LayerId[];
}

/** The share of the probe's seeds for which the finding holds. */
export interface Seeds {
  /** Number of seeds for which it holds. */
  readonly holdsFor: number;
  /** Number of seeds of the probe. */
  readonly seeds: number;
}

/** The parts that all findings have; `findingMessage` in `shared/words` makes the sentence. */
export interface FindingBase {
  readonly severity: Severity;
  /** The layer to look at first. */
  readonly layer: LayerId;
  /** The limits that decided the finding, the principal one first; empty for a rule without limits. */
  readonly limits: readonly Limit[];
  /** The place where that layer is made. */
  readonly source?: SourcePosition;
}

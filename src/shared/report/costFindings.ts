import type { FindingBase, Layers } from './findingBase';

/** A layer takes much of a step's time for few of its MACs. */
export interface SlowLayer extends FindingBase {
  readonly code: 'slow-layer';
  readonly evidence: Layers & {
    /** Share of a step's time, 0 to 1. */
    readonly share: number;
    /** Share of the MACs of a step, 0 to 1. */
    readonly macsShare: number;
    /** Of a step, forward, backward and update together. */
    readonly milliseconds: number;
  };
}

/** A layer spends its time on moving bytes, not on arithmetic. */
export interface MemoryBound extends FindingBase {
  readonly code: 'memory-bound';
  readonly evidence: Layers & {
    /** Share of a step's time of all the layers, 0 to 1. */
    readonly share: number;
    /** MACs per byte of the first layer. */
    readonly intensity: number;
    /** MACs per byte from which on the device's arithmetic is the limit. */
    readonly ridge: number;
  };
}

/** A layer keeps many bytes for the backward pass that cost little to compute again. */
export interface RecomputeCandidate extends FindingBase {
  readonly code: 'recompute-candidate';
  readonly evidence: Layers & {
    /** Bytes that checkpointing it would not keep. */
    readonly bytes: number;
    /** Share of the peak, 0 to 1. */
    readonly bytesShare: number;
    /** Share of the MACs of a forward pass that it would cost again, 0 to 1. */
    readonly macsShare: number;
  };
}

/** Concatenations of concatenations copy their inputs again and again. */
export interface WideConcat extends FindingBase {
  readonly code: 'wide-concat';
  readonly evidence: Layers & {
    /** Bytes of all of their outputs. */
    readonly bytes: number;
    /** Bytes of the last one, which holds the parts of all. */
    readonly lastBytes: number;
    /** Number of concatenations. */
    readonly merges: number;
  };
}

/** A larger batch would take hardly more time. */
export interface BatchTooSmall extends FindingBase {
  readonly code: 'batch-too-small';
  readonly evidence: Layers & {
    /** Number of samples of a step. */
    readonly batchSize: number;
    /** The batch from which on more than half of a step's time grows with it. */
    readonly growsFrom: number;
    /** Share of a step's time that does not depend on the batch, 0 to 1. */
    readonly fixedShare: number;
  };
}

/** Findings on time and memory, of a profile. */
export type CostFinding = SlowLayer | MemoryBound | RecomputeCandidate | WideConcat | BatchTooSmall;

/** Their codes. */
export const costFindingCodes = [
  'slow-layer',
  'memory-bound',
  'recompute-candidate',
  'wide-concat',
  'batch-too-small',
] as const satisfies readonly CostFinding['code'][];

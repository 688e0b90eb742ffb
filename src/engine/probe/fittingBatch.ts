import type { KeepingLibrary } from '../../analysis/cost/training/keepingRules';
import { trainingMemory } from '../../analysis/cost/training/trainingMemory';
import type { NotMeasured, Runtime, SkipReport } from '../../shared/report/report';
import { message } from '../../shared/words/message';
import { batchSizeFor } from '../data/shapes';
import type { ModelDescription } from '../model/modelDescription';

/** The probe whose steps must fit, and the most memory that its process may take. */
export interface FitAsked {
  readonly description: Pick<ModelDescription, 'graph' | 'inputs'>;
  readonly runtime: Pick<Runtime, 'backend' | 'device'>;
  readonly skips: Pick<SkipReport, 'items'>;
  readonly batchSize: number;
  readonly ceilingBytes: number;
}

export interface FittingBatch {
  readonly batchSize: number;
  readonly notMeasured: readonly NotMeasured[];
}

const MEBIBYTE = 1024 * 1024;
/**
 * The process before the first step, and its peak by the estimate of a training step. The peaks of ten probes of
 * seven networks (U-Nets, DenseNet, ResNet-50; 2 to 16 samples, WebAssembly) lie between 0.3 GiB + 1.0 and 2.4 times
 * the estimate: gradients of every edge, and gaps between tensors in the memory of WebAssembly.
 */
const BASE_BYTES = 400 * MEBIBYTE;
const PEAK_BY_ESTIMATE = 2.5;
/** A normalisation of one sample of one pixel has no variance. */
const SMALLEST = 2;

/**
 * The batch, halved until a step of the probe fits under the ceiling by the estimate from shapes. It stays as asked
 * for where shapes do not tell the memory, where the model takes no other, and on a GPU, whose memory is its own.
 */
export function fittingBatch(asked: FitAsked): FittingBatch {
  const { description, runtime, ceilingBytes, batchSize: wanted } = asked;
  const fits = (batchSize: number): boolean => (peakBytes(asked, batchSize) ?? 0) <= ceilingBytes;
  const isFixed = batchSizeFor(description, wanted + 1) !== wanted + 1;
  if (isFixed || runtime.device !== 'cpu' || fits(wanted)) {
    return { batchSize: wanted, notMeasured: [] };
  }
  let batchSize = wanted;
  while (batchSize > SMALLEST && !fits(batchSize)) {
    batchSize = Math.max(SMALLEST, Math.floor(batchSize / 2));
  }
  const reason = message('notMeasured.smaller-batch', { batchSize, wanted, ceilingBytes });
  return { batchSize, notMeasured: [{ quantity: 'askedBatch', reason }] };
}

/** `undefined` if shapes do not tell. */
function peakBytes(
  { description: { graph }, runtime, skips }: FitAsked,
  batchSize: number,
): number | undefined {
  const library = libraries[runtime.backend] ?? 'tfjs';
  const step = {
    graph,
    skips: skips.items,
    batchSize,
    optimizerBytes: 0,
    optimizer: 'sgd',
    library,
  };
  const estimate = trainingMemory(step);
  return estimate && BASE_BYTES + PEAK_BY_ESTIMATE * estimate.peak;
}

/** The library that trains, whatever the model is written for. */
const libraries: Readonly<Partial<Record<Runtime['backend'], KeepingLibrary>>> = {
  torch: 'torch',
  wasm: 'tfjsOnWasm',
};

import { medianOf } from '../../../shared/base/statistics';
import type { LayerNode } from '../../../shared/network/network';
import type { WeightProbe } from '../../../shared/report/probe';
import type { Severity } from '../../../shared/report/report';
import type { Facts } from '../facts/facts';
import { isNormalised } from '../facts/normalised';
import { kernelsOf } from '../facts/kernels';
import type { Statement, Symptom } from '../facts/symptom';

/** Kernels whose step is far too small or too large for their size: two causes, so two symptoms. */
export function updateRatio(facts: Facts): Symptom[] {
  return [...slowUpdates(facts), ...fastUpdates(facts)];
}

function slowUpdates(facts: Facts): Symptom[] {
  const { updateRatioLow: low, updateRatioTooLow: tooLow } = facts.thresholds;
  const slow = kernelRatios(facts)
    .filter(({ ratio }) => ratio > 0 && ratio < low.value)
    .sort((a, b) => a.ratio - b.ratio);
  return symptomOf(slow, ({ ratio }) => {
    const limit = ratio < tooLow.value ? tooLow : low;
    return {
      variant: 'slow',
      severity: severityOf(facts, limit === tooLow),
      evidence: { updateRatio: ratio },
      limits: [limit],
    };
  });
}

/**
 * Kernels straight before a normalisation are left out: their size has no effect, and a large step makes
 * them larger and so the next one smaller (van Laarhoven 2017). So are kernels that start at zero, as the
 * last of a residual body may (Zhang et al. 2019, Fixup): any first step is large against nothing. A step
 * that throws the weights away counts even if those after it stand still.
 */
function fastUpdates(facts: Facts): Symptom[] {
  const { updateRatioHigh: high, updateRatioTooHigh: tooHigh } = facts.thresholds;
  const limit = high.value * warmUp(facts);
  const fast = kernelRatios(facts)
    .filter(({ layer, fromZero }) => !fromZero && !isNormalised(layer, facts))
    .map((kernel) => ({ ...kernel, ratio: fastRatio(kernel, limit) }))
    .filter(({ ratio }) => ratio > limit)
    .sort((a, b) => b.ratio - a.ratio);
  return symptomOf(fast, ({ ratio }) => {
    const limit = ratio > tooHigh.value ? tooHigh : high;
    return {
      variant: 'fast',
      severity: severityOf(facts, limit === tooHigh),
      evidence: { updateRatio: ratio },
      limits: [limit],
    };
  });
}

/** So many times the limit, a single step has thrown the weights away. */
const THROWN = 10;

/** The ratio of the last step, or of an earlier one that threw the weights away. */
const fastRatio = ({ ratio, worst }: KernelRatio, limit: number): number =>
  worst > limit * THROWN ? Math.max(ratio, worst) : ratio;

/**
 * The mean square of RMSProp starts at 0 and is not corrected for it (Kingma and Ba 2015, section 5): with
 * the usual decay of 0.9 its first steps are up to 1 / √(1 − 0.9) times as large as later ones.
 */
const warmUp = ({ probe }: Facts): number =>
  probe?.optimizer === 'rmsprop' ? 1 / Math.sqrt(1 - 0.9) : 1;

interface KernelRatio {
  readonly layer: LayerNode;
  /** Of the last step, the median over the seeds. */
  readonly ratio: number;
  /** Of the largest step of a seed, the median over the seeds. */
  readonly worst: number;
  /** The kernel was zero when training began. */
  readonly fromZero: boolean;
}

function kernelRatios(facts: Facts): KernelRatio[] {
  return facts.graph.layers.flatMap((layer) =>
    kernelsOf(layer, facts).flatMap((kernel) => {
      const ratio = kernel.spread?.updateRatio?.median ?? kernel.updateRatio;
      if (ratio === undefined) return [];
      return [{ layer, ratio, worst: worstStep(kernel), fromZero: isFromZero(kernel) }];
    }),
  );
}

function worstStep({ history }: WeightProbe): number {
  const seeds = (history?.updateRatio ?? []).map((steps) =>
    Math.max(...steps.map((ratio) => ratio ?? 0)),
  );
  return medianOf(seeds) ?? 0;
}

/** The ratio of a first step from zero is not finite; that of a later one is. */
const isFromZero = ({ history }: WeightProbe): boolean =>
  (history?.updateRatio ?? []).some(([first, ...later]) => first === null && later.some(Boolean));

/** One symptom on the layers of the kernels, which come worst first. */
function symptomOf(
  worstFirst: readonly KernelRatio[],
  tell: (worst: KernelRatio) => Statement<'update-ratio'>,
): Symptom[] {
  if (worstFirst.length === 0) return [];
  const layers = [...new Set(worstFirst.map(({ layer }) => layer))];
  const worstOf = (layer: LayerNode) =>
    worstFirst.find((each) => each.layer === layer) ?? {
      layer,
      ratio: 0,
      worst: 0,
      fromZero: false,
    };
  return [{ code: 'update-ratio', layers, tell: (left) => tell(worstOf(left[0])) }];
}

/** Steps of an optimizer that nobody chose say little about the user's training: that is information. */
function severityOf({ probe }: Facts, farBeyond: boolean): Severity {
  if (!probe || probe.optimizerOrigin === 'default') return 'info';
  return farBeyond ? 'error' : 'warning';
}

/**
 * Kernels of which float32 swallows most of the step: w + Δw rounds back to w. Biases are left out: the true
 * gradient of one before a normalisation, or of the keys of attention, is zero, and what is measured is rounding.
 */
export function lostUpdates(facts: Facts): Symptom[] {
  const limit = facts.thresholds.lostUpdates;
  const lost = (layer: LayerNode) => Math.max(0, ...kernelsOf(layer, facts).map(medianLost));
  const layers = facts.graph.layers.filter((layer) => lost(layer) > limit.value);
  if (layers.length === 0) return [];
  return [
    {
      code: 'lost-updates',
      layers,
      tell: ([first]) => ({
        severity: severityOf(facts, true),
        evidence: { lostUpdates: lost(first) },
        limits: [limit],
      }),
    },
  ];
}

function medianLost(weight: WeightProbe): number {
  return weight.spread?.lostUpdates?.median ?? weight.lostUpdates ?? 0;
}

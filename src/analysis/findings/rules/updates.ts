import type { LayerNode } from '../../../shared/network/network';
import type { WeightProbe } from '../../../shared/report/probe';
import type { Severity } from '../../../shared/report/report';
import type { Facts } from '../facts/facts';
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
 * last of a residual body may (Zhang et al. 2019, Fixup): any first step is large against nothing.
 */
function fastUpdates(facts: Facts): Symptom[] {
  const { updateRatioHigh: high, updateRatioTooHigh: tooHigh } = facts.thresholds;
  const fast = kernelRatios(facts)
    .filter(
      ({ layer, ratio, fromZero }) =>
        ratio > high.value && !fromZero && !isNormalised(layer, facts),
    )
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

interface KernelRatio {
  readonly layer: LayerNode;
  readonly ratio: number;
  /** The kernel was zero when training began. */
  readonly fromZero: boolean;
}

function kernelRatios(facts: Facts): KernelRatio[] {
  return facts.graph.layers.flatMap((layer) =>
    kernelsOf(layer, facts).flatMap((kernel) => {
      const ratio = kernel.spread?.updateRatio?.median ?? kernel.updateRatio;
      return ratio === undefined ? [] : [{ layer, ratio, fromZero: isFromZero(kernel) }];
    }),
  );
}

/** The ratio of a first step from zero is not finite; that of a later one is. */
const isFromZero = ({ history }: WeightProbe): boolean =>
  (history?.updateRatio ?? []).some(([first, ...later]) => first === null && later.some(Boolean));

function isNormalised({ id }: LayerNode, { consumers }: Facts): boolean {
  const next = consumers(id);
  return next.length > 0 && next.every(({ operation }) => operation.type === 'normalization');
}

/** One symptom on the layers of the kernels, which come worst first. */
function symptomOf(
  worstFirst: readonly KernelRatio[],
  tell: (worst: KernelRatio) => Statement<'update-ratio'>,
): Symptom[] {
  if (worstFirst.length === 0) return [];
  const layers = [...new Set(worstFirst.map(({ layer }) => layer))];
  const worstOf = (layer: LayerNode) =>
    worstFirst.find((each) => each.layer === layer) ?? { layer, ratio: 0, fromZero: false };
  return [{ code: 'update-ratio', layers, tell: (left) => tell(worstOf(left[0])) }];
}

/** Steps of an optimizer that nobody chose say little about the user's training: that is information. */
function severityOf({ probe }: Facts, farBeyond: boolean): Severity {
  if (!probe || probe.optimizerOrigin === 'default') return 'info';
  return farBeyond ? 'error' : 'warning';
}

/** Weights of which float32 swallows most of the step: w + Δw rounds back to w. */
export function lostUpdates(facts: Facts): Symptom[] {
  const limit = facts.thresholds.lostUpdates;
  const lost = (layer: LayerNode) =>
    Math.max(0, ...(facts.measured(layer.id)?.weights ?? []).map(medianLost));
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

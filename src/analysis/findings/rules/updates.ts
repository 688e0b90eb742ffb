import type { LayerNode } from '../../../shared/network/network';
import type { WeightProbe } from '../../../shared/report/probe';
import { formatGradient, formatShare } from '../../../shared/report/format';
import type { Severity } from '../../../shared/report/report';
import type { Facts } from '../facts';
import { kernelsOf } from '../kernels';
import type { Symptom } from '../symptom';
import { firstAndMore } from '../words';

/** Kernels whose step is far too small or too large for their size: two causes, so two symptoms. */
export function updateRatio(facts: Facts): Symptom[] {
  return [...slowUpdates(facts), ...fastUpdates(facts)];
}

function slowUpdates(facts: Facts): Symptom[] {
  const { updateRatioLow: low, updateRatioTooLow: tooLow } = facts.thresholds;
  const ratios = ratiosOf(facts, (ratio) => ratio > 0 && ratio < low.value);
  return symptomOf(ratios, (layer, total) => {
    const ratio = ratios.get(layer) ?? 0;
    const limit = ratio < tooLow.value ? tooLow : low;
    return {
      severity: severityOf(facts, limit === tooLow),
      message: `A step changes the weights by only ${formatGradient(ratio)} of their size in ${firstAndMore(layer.name, total)}.`,
      suggestion:
        'Raise the learning rate, or use an optimizer that scales each step, such as Adam.',
      evidence: { updateRatio: ratio },
      threshold: limit,
    };
  });
}

function fastUpdates(facts: Facts): Symptom[] {
  const { updateRatioHigh: high, updateRatioTooHigh: tooHigh } = facts.thresholds;
  const ratios = ratiosOf(facts, (ratio) => ratio > high.value);
  return symptomOf(ratios, (layer, total) => {
    const ratio = ratios.get(layer) ?? 0;
    const limit = ratio > tooHigh.value ? tooHigh : high;
    return {
      severity: severityOf(facts, limit === tooHigh),
      message: `A step changes the weights by ${formatGradient(ratio)} of their size in ${firstAndMore(layer.name, total)}.`,
      suggestion: 'Lower the learning rate, or warm it up over the first steps.',
      evidence: { updateRatio: ratio },
      threshold: limit,
    };
  });
}

/** The most telling ratio of each layer that has a kernel for which the statement holds. */
function ratiosOf(facts: Facts, holds: (ratio: number) => boolean): Map<LayerNode, number> {
  const ratios = new Map<LayerNode, number>();
  for (const layer of facts.graph.layers) {
    const ratio = kernelsOf(layer, facts)
      .map(medianRatio)
      .find((value) => value !== undefined && holds(value));
    if (ratio !== undefined) ratios.set(layer, ratio);
  }
  return ratios;
}

function medianRatio(weight: WeightProbe): number | undefined {
  return weight.spread?.updateRatio?.median ?? weight.updateRatio;
}

type Tell = (layer: LayerNode, total: number) => ReturnType<Symptom['tell']>;

function symptomOf(ratios: ReadonlyMap<LayerNode, number>, tell: Tell): Symptom[] {
  if (ratios.size === 0) return [];
  const layers = [...ratios.keys()];
  return [{ code: 'update-ratio', layers, tell: (left) => tell(left[0], left.length) }];
}

/** Steps of an optimizer that nobody chose say little about the user's training: that is information. */
function severityOf({ probe }: Facts, farBeyond: boolean): Severity {
  if (!probe || probe.optimizerOrigin === 'default') return 'info';
  return farBeyond ? 'error' : 'warning';
}

/** Weights of which float32 swallows most of the step: w + Δw rounds back to w. */
export function lostUpdates(facts: Facts): Symptom[] {
  const threshold = facts.thresholds.lostUpdates;
  const lost = (layer: LayerNode) =>
    Math.max(0, ...(facts.measured(layer.id)?.weights ?? []).map(medianLost));
  const layers = facts.graph.layers.filter((layer) => lost(layer) > threshold.value);
  if (layers.length === 0) return [];
  return [
    {
      code: 'lost-updates',
      layers,
      tell: ([first, ...others]) => ({
        severity: severityOf(facts, false),
        message: `A step leaves ${formatShare(lost(first))} of the weights unchanged in ${firstAndMore(first.name, others.length + 1)}: it is smaller than float32 can add.`,
        suggestion: 'Raise the learning rate, or find what makes the gradient this small.',
        evidence: { lostUpdates: lost(first) },
        threshold,
      }),
    },
  ];
}

function medianLost(weight: WeightProbe): number {
  return weight.spread?.lostUpdates?.median ?? weight.lostUpdates ?? 0;
}

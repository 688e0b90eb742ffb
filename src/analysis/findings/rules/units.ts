import * as l10n from '@vscode/l10n';
import type { LayerNode } from '../../../shared/network/network';
import type { ActivationProbe } from '../../../shared/report/probe';
import { formatGradient, formatShare } from '../../../shared/words/format';
import type { Facts } from '../facts';
import type { Symptom } from '../symptom';
import { firstAndMore } from '../words';

type Share = 'deadShare' | 'saturatedShare';

/** Rectified layers most of whose units are zero on (almost) every sample (SageMaker Debugger). */
export function deadRelu(facts: Facts): Symptom[] {
  const { deadShare, deadInputs } = facts.thresholds;
  const layers = layersAbove(facts, 'deadShare', deadShare.value);
  if (layers.length === 0) return [];
  return [
    {
      code: 'dead-relu',
      layers,
      tell: (left) => ({
        severity: 'warning',
        message: l10n.t(
          '{0} of the units are zero on {1} in {2}: they get no gradient.',
          formatShare(medianShare(facts, left[0], 'deadShare') ?? 0),
          atLeast(deadInputs.value),
          firstAndMore(left[0], left.length),
        ),
        suggestion: l10n.t(
          'Lower the learning rate, start with He initialisation and zero biases, or use a leaky ReLU.',
        ),
        evidence: { deadShare: medianShare(facts, left[0], 'deadShare') ?? 0 },
        limits: [deadShare, deadInputs],
      }),
    },
  ];
}

/** Layers most of whose sigmoid or tanh units sit where the derivative is almost zero (SageMaker Debugger). */
export function saturated(facts: Facts): Symptom[] {
  const { saturatedShare, flatSlope } = facts.thresholds;
  const layers = layersAbove(facts, 'saturatedShare', saturatedShare.value);
  if (layers.length === 0) return [];
  return [
    {
      code: 'saturated',
      layers,
      tell: (left) => ({
        severity: 'warning',
        message: l10n.t(
          '{0} of the units are saturated in {1}: their derivative is below {2}.',
          formatShare(medianShare(facts, left[0], 'saturatedShare') ?? 0),
          firstAndMore(left[0], left.length),
          formatGradient(flatSlope.value),
        ),
        suggestion: l10n.t(
          'Start with smaller weights (Glorot), or normalise what enters the layer.',
        ),
        evidence: { saturatedShare: medianShare(facts, left[0], 'saturatedShare') ?? 0 },
        limits: [saturatedShare, flatSlope],
      }),
    },
  ];
}

/** A median above the limit: it holds for at least half of the seeds. */
function layersAbove(facts: Facts, share: Share, limit: number): LayerNode[] {
  return facts.graph.layers.filter((layer) => (medianShare(facts, layer, share) ?? 0) > limit);
}

function medianShare({ measured }: Facts, { id }: LayerNode, share: Share): number | undefined {
  const activation: ActivationProbe | undefined = measured(id)?.activation;
  return activation?.spread?.[share]?.median ?? activation?.[share];
}

function atLeast(share: number): string {
  return share === 1
    ? l10n.t('every input')
    : l10n.t('at least {0} % of the inputs', Number((share * 100).toPrecision(4)));
}

import { medianOf } from '../../../shared/base/statistics';
import { channelCount } from '../../../shared/network/axes';
import { outputOf } from '../../flow/featureMap';
import type { LayerId } from '../../../shared/network/network';
import { lossInput } from '../../../shared/model/lossInput';
import type { Probe } from '../../../shared/report/probe';
import type { Facts } from '../facts/facts';
import type { OutputLoss } from '../facts/outputs';
import type { Symptom } from '../facts/symptom';

/**
 * The loss of the first step is far above that of a network that knows nothing and says so: it is sure of
 * answers that it has not learned. Told of one output, less what regularizers add.
 */
export function initialLoss(facts: Facts): Symptom[] {
  const { probe, losses, thresholds } = facts;
  const [loss, ...others] = losses;
  if (!probe || !loss || others.length > 0) return [];
  const chance = chanceLoss(loss, facts, probe);
  const seen = medianOf(probe.loss.values.flatMap(([first]) => first ?? []));
  if (chance === undefined || seen === undefined) return [];
  const limit = thresholds.initialLossFactor;
  const start = seen - (probe.penalty ?? 0);
  if (start <= chance * limit.value) return [];
  return [
    {
      code: 'initial-loss',
      layers: [facts.layer(loss.layer)],
      tell: () => ({
        severity: 'info',
        evidence: { loss: start, chance },
        limits: [limit],
      }),
    },
  ];
}

/** The loss of equal probabilities, or of the mean of the user's targets. `undefined` for other losses. */
function chanceLoss({ name, layer }: OutputLoss, facts: Facts, probe: Probe): number | undefined {
  const units = channelCount(outputOf(facts.layer(layer))) ?? 1;
  const takes = lossInput(name);
  if (takes?.startsWith('class')) return units > 1 ? Math.log(units) : undefined;
  if (takes?.startsWith('unit')) return Math.LN2;
  const isSquared = takes === 'values' && /squared|mse/i.test(name);
  return isSquared ? varianceOf(layer, probe) : undefined;
}

/** Of targets that vary at all. */
function varianceOf(layer: LayerId, { targets = [] }: Probe): number | undefined {
  const variance = targets.find((target) => target.layer === layer)?.unitVariance ?? 0;
  return variance > 0 ? variance : undefined;
}

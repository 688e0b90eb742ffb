import type { LayerId, LayerNode } from '../../../shared/network/network';
import type { Probe } from '../../../shared/report/probe';
import { activationSeries, fittedDecades, medianOver } from '../facts/depthSeries';
import type { Facts } from '../facts/facts';
import { grewWithoutUpdates } from '../facts/firstStep';
import { isMost, seedsWhere } from '../facts/seeds';
import type { Symptom } from '../facts/symptom';

/** Fewer calls of one layer in a row are no recurrence. */
const FEWEST = 4;

/**
 * The gradient grows from one call of the same layer to the one before it, over the length of the sequence that
 * was given (Bengio et al. 1994; Pascanu et al. 2013).
 */
export function recurrentGrowth(facts: Facts): Symptom[] {
  const { probe } = facts;
  return probe ? facts.paths.flatMap((path) => growthOn(path, facts, probe)) : [];
}

function growthOn(path: readonly LayerNode[], facts: Facts, probe: Probe): Symptom[] {
  const calls = callsOfOne(path);
  if (calls.length < FEWEST) return [];
  const limit = facts.thresholds.explodingDecades;
  const gainedOf = (of: Facts, seed: number): number | undefined => {
    const decades = fittedDecades(activationSeries(of, calls, seed));
    return decades === undefined ? undefined : -decades;
  };
  const gained = (seed: number) => gainedOf(facts, seed) ?? 0;
  const holding = seedsWhere(probe.seeds, (seed) =>
    grewWithoutUpdates(facts, limit.value, (of) => gainedOf(of, seed)),
  );
  if (!isMost(holding, probe.seeds)) return [];
  const decades = medianOver(holding, gained) ?? 0;
  return [
    {
      code: 'recurrent-growth',
      layers: calls,
      tell: () => ({
        severity: 'warning',
        evidence: {
          factor: 10 ** (decades / (calls.length - 1)),
          calls: calls.length,
          holdsFor: holding.length,
          seeds: probe.seeds,
        },
        limits: [limit],
      }),
    },
  ];
}

/** The calls of the layer that a path calls most often, from the input on. */
function callsOfOne(path: readonly LayerNode[]): LayerNode[] {
  const byLayer = new Map<LayerId, LayerNode[]>();
  for (const layer of path) {
    const own = layer.sharedWith ?? layer.id;
    if (layer.operation.type === 'transform')
      byLayer.set(own, [...(byLayer.get(own) ?? []), layer]);
  }
  const longestFirst = [...byLayer.values()].sort((a, b) => b.length - a.length);
  return longestFirst[0] ?? [];
}

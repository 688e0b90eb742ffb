import type { LayerId, LayerNode } from '../../../shared/network/network';
import type { Probe } from '../../../shared/report/probe';
import { activationSeries, fittedDecades, medianOver } from '../facts/depthSeries';
import type { Facts } from '../facts/facts';
import { grewWithoutUpdates } from '../facts/firstStep';
import { isMost, lastFinite, seedsWhere } from '../facts/seeds';
import type { Symptom } from '../facts/symptom';

/** Fewer calls of one layer in a row are no recurrence. */
const FEWEST = 4;

/**
 * The gradient grows from one call of the same layer to the one before it, or from step to step inside of a
 * recurrent layer, over the length of the sequence that was given (Bengio et al. 1994; Pascanu et al. 2013).
 */
export function recurrentGrowth(facts: Facts): Symptom[] {
  const { probe } = facts;
  if (!probe) return [];
  return [
    ...facts.paths.flatMap((path) => growthOn(path, facts, probe)),
    ...facts.graph.layers.flatMap((layer) => growthWithin(layer, facts, probe)),
  ];
}

/** The gradient of a sequence of calls or steps, in one seed. */
interface Sequence {
  readonly layers: readonly LayerNode[];
  readonly calls: number;
  readonly variant?: 'within';
  readonly gained: (of: Facts, seed: number) => number | undefined;
}

function growthOn(path: readonly LayerNode[], facts: Facts, probe: Probe): Symptom[] {
  const layers = callsOfOne(path);
  if (layers.length < FEWEST) return [];
  const gained: Sequence['gained'] = (of, seed) => {
    const decades = fittedDecades(activationSeries(of, layers, seed));
    return decades === undefined ? undefined : -decades;
  };
  return symptomsOf({ layers, calls: layers.length, gained }, facts, probe);
}

function growthWithin(layer: LayerNode, facts: Facts, probe: Probe): Symptom[] {
  const calls = facts.measured(layer.id)?.timeSteps ?? 0;
  if (calls < FEWEST) return [];
  const gained: Sequence['gained'] = (of, seed) =>
    lastFinite(of.measured(layer.id)?.history.throughTime, seed);
  return symptomsOf({ layers: [layer], calls, variant: 'within', gained }, facts, probe);
}

function symptomsOf(
  { layers, calls, variant, gained }: Sequence,
  facts: Facts,
  { seeds }: Probe,
): Symptom[] {
  const limit = facts.thresholds.explodingDecades;
  const holding = seedsWhere(seeds, (seed) =>
    grewWithoutUpdates(facts, limit.value, (of) => gained(of, seed)),
  );
  if (!isMost(holding, seeds)) return [];
  const decades = medianOver(holding, (seed) => gained(facts, seed)) ?? 0;
  return [
    {
      code: 'recurrent-growth',
      layers,
      tell: () => ({
        ...(variant && { variant }),
        severity: 'warning',
        evidence: {
          factor: 10 ** (decades / (calls - 1)),
          calls,
          holdsFor: holding.length,
          seeds,
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

import type { LayerNode } from '../../../shared/network/network';
import type { Probe } from '../../../shared/report/probe';
import type { Limit } from '../../../shared/report/thresholds';
import { activationSeries, fittedDecades, medianOver, type DepthPoint } from '../facts/depthSeries';
import type { Facts } from '../facts/facts';
import { beforeUpdates, grewWithoutUpdates } from '../facts/firstStep';
import { isNormalised } from '../facts/normalised';
import { isMost, lastFinite, seedsWhere } from '../facts/seeds';
import type { Affected, Statement, Symptom } from '../facts/symptom';

/**
 * The gradient grows on its way back to the input: by decades along a main path, by too large a factor
 * from one weighted layer of an unbranched chain to the one before it (AUTOTRAINER, Zhang et al. 2021),
 * or beyond any sensible norm (TorchLens). Batch norm alone lets it grow in each layer at the start, whatever the
 * size of the weights (Yang et al. 2019): a path of normalised layers is told of and not accused.
 */
export function exploding(facts: Facts): Symptom[] {
  const { probe } = facts;
  if (!probe) return [];
  for (const rule of [growsAlongPath, jumpsBetweenNeighbours, exceedsNorm]) {
    const symptoms = rule(facts, probe);
    if (symptoms.length > 0) return symptoms;
  }
  return [];
}

function growsAlongPath(facts: Facts, probe: Probe): Symptom[] {
  const limit = facts.thresholds.explodingDecades;
  return facts.paths.flatMap((path) => {
    const gainedOf = (of: Facts, seed: number): number | undefined => {
      const decades = fittedDecades(activationSeries(of, path, seed));
      return decades === undefined ? undefined : -decades;
    };
    const gained = (seed: number) => gainedOf(facts, seed) ?? 0;
    const holding = seedsWhere(probe.seeds, (seed) =>
      grewWithoutUpdates(facts, limit.value, (of) => gainedOf(of, seed)),
    );
    if (!isMost(holding, probe.seeds)) return [];
    const layers = activationSeries(facts, path, holding[0] ?? 0).map(({ layer }) => layer);
    const normalised = layers.filter((layer) => isNormalised(layer, facts)).length;
    const isOfNorms = normalised > layers.length / 2;
    const decades = medianOver(holding, gained) ?? 0;
    const tell = (): Statement<'exploding-gradient'> => ({
      variant: 'path',
      severity: isOfNorms ? 'info' : 'error',
      evidence: {
        decadesGained: decades,
        weightedLayers: layers.length,
        ...(isOfNorms && { normalised }),
        holdsFor: holding.length,
        seeds: probe.seeds,
      },
      limits: [limit],
    });
    return [{ code: 'exploding-gradient', layers, tell }];
  });
}

function jumpsBetweenNeighbours(facts: Facts, probe: Probe): Symptom[] {
  const limit = facts.thresholds.explodingNeighbours;
  return facts.paths.flatMap((path) => {
    const before = beforeUpdates(facts);
    const jumps = (seed: number) => {
      const first = activationSeries(before, path, seed);
      const atFirst = new Set(neighbourJumps(first, facts, limit).map(({ layer }) => layer));
      const isUntold = first.every(({ value }) => value === 0);
      const now = neighbourJumps(activationSeries(facts, path, seed), facts, limit);
      return now.filter(({ layer }) => isUntold || atFirst.has(layer));
    };
    const holding = seedsWhere(probe.seeds, (seed) => jumps(seed).length > 0);
    if (!isMost(holding, probe.seeds)) return [];
    const seen = jumps(holding[0] ?? 0);
    const tell = (left: Affected): Statement<'exploding-gradient'> => ({
      variant: 'neighbours',
      severity: 'warning',
      evidence: {
        factor: seen.find(({ layer }) => layer === left[0])?.value ?? limit.value,
        holdsFor: holding.length,
        seeds: probe.seeds,
      },
      limits: [limit],
    });
    return [{ code: 'exploding-gradient', layers: seen.map(({ layer }) => layer), tell }];
  });
}

/** Layers whose only way onward is the next weighted layer, with the factor between the two. */
function neighbourJumps(points: readonly DepthPoint[], facts: Facts, limit: Limit): DepthPoint[] {
  return points.flatMap(({ layer, value }, i) => {
    const next = points[i + 1];
    if (!next || next.value === 0 || !leadsOnlyTo(next.layer, layer, facts)) return [];
    const factor = value / next.value;
    return factor > limit.value ? [{ layer, value: factor }] : [];
  });
}

/** Checks whether an unbranched chain leads from a layer to the next; a branch brings other gradients in. */
function leadsOnlyTo(target: LayerNode, start: LayerNode, { consumers }: Facts): boolean {
  let layer = start;
  while (layer !== target) {
    const [only, ...others] = consumers(layer.id);
    if (!only || others.length > 0 || only.inputs.length > 1) return false;
    layer = only;
  }
  return true;
}

function exceedsNorm(facts: Facts, probe: Probe): Symptom[] {
  const limit = facts.thresholds.explodingNorm;
  const normOf = (of: Facts, layer: LayerNode, seed: number): number | undefined => {
    const rms = lastFinite(of.measured(layer.id)?.history.weightGradient, seed);
    return rms === undefined ? undefined : rms * Math.sqrt(layer.parameters.trainable);
  };
  const norm = (layer: LayerNode, seed: number) => normOf(facts, layer, seed) ?? 0;
  const layers = facts.graph.layers.filter((layer) =>
    isMost(
      seedsWhere(probe.seeds, (seed) =>
        grewWithoutUpdates(facts, limit.value, (of) => normOf(of, layer, seed)),
      ),
      probe.seeds,
    ),
  );
  const every = seedsWhere(probe.seeds, () => true);
  const tell = (left: Affected): Statement<'exploding-gradient'> => ({
    variant: 'norm',
    severity: 'warning',
    evidence: {
      l2: medianOver(every, (seed) => norm(left[0], seed)) ?? 0,
      seeds: probe.seeds,
    },
    limits: [limit],
  });
  return layers.length > 0 ? [{ code: 'exploding-gradient', layers, tell }] : [];
}

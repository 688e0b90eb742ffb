import type { LayerNode } from '../../../shared/network/network';
import type { ByPass, LayerCost, Profile } from '../../../shared/report/profile';
import type { Facts } from '../facts/facts';
import type { Symptom } from '../facts/symptom';

const both = (passes: ByPass | undefined): number | undefined =>
  passes && passes.forward + passes.backward;

/** The profile, where its times are those of the framework that the model is written in. */
const ownTimes = ({ profile }: Facts): Profile | undefined =>
  profile?.timed === 'own' && profile.step ? profile : undefined;

const largestFirst = <T>(items: readonly T[], of: (item: T) => number): T[] =>
  [...items].sort((a, b) => of(b) - of(a));

/** The share of a step that even the quicker quarter of the steps shows. */
function surelyShare({ time }: LayerCost): number {
  if (!time || time.total.median === 0) return 0;
  return (time.share * time.total.lower) / time.total.median;
}

/** Layers that take much of a step for few of its multiplications. */
export function slowLayer(facts: Facts): Symptom[] {
  const profile = ownTimes(facts);
  const all = both(profile?.totals.macs);
  if (!profile || !all) return [];
  const { slowShare, slowMacsShare } = facts.thresholds;
  return largestFirst(profile.layers, surelyShare).flatMap((cost): Symptom[] => {
    const macsShare = (both(cost.counts.macs) ?? all) / all;
    const { time } = cost;
    if (!time || surelyShare(cost) < slowShare.value || macsShare > slowMacsShare.value) return [];
    return [
      {
        code: 'slow-layer',
        layers: [facts.layer(cost.layer)],
        tell: () => ({
          severity: 'info',
          evidence: { share: time.share, macsShare, milliseconds: time.total.median },
          limits: [slowShare, slowMacsShare],
        }),
      },
    ];
  });
}

/** Below this share of the roof, something else than the traffic takes the time. */
const NEAR_ROOF = 0.3;

/** Layers that move bytes near the device's roof, and whose arithmetic is far below it. */
export function memoryBound(facts: Facts): Symptom[] {
  const profile = ownTimes(facts);
  const { memoryBoundShare, memoryBoundRidge } = facts.thresholds;
  if (!profile?.roof) return [];
  const { ridge } = profile.roof;
  const isBound = ({ roofline }: LayerCost): boolean =>
    roofline !== undefined &&
    roofline.intensity < ridge * memoryBoundRidge.value &&
    (roofline.attained ?? 0) >= NEAR_ROOF;
  const bound = largestFirst(
    profile.layers.filter((cost) => isBound(cost) && surelyShare(cost) >= memoryBoundShare.value),
    surelyShare,
  );
  const [first] = bound;
  if (!first) return [];
  return [
    {
      code: 'memory-bound',
      layers: bound.map(({ layer }) => facts.layer(layer)),
      tell: (left) => ({
        severity: 'info',
        evidence: {
          share: shareOf(bound, left),
          intensity: first.roofline?.intensity ?? 0,
          ridge,
        },
        limits: [memoryBoundShare, memoryBoundRidge],
      }),
    },
  ];
}

function shareOf(costs: readonly LayerCost[], layers: readonly LayerNode[]): number {
  const ids = new Set(layers.map(({ id }) => id));
  return costs.reduce((sum, { layer, time }) => sum + (ids.has(layer) ? (time?.share ?? 0) : 0), 0);
}

/** Layers that keep a large part of the peak, and that cost little to run again (Chen et al. 2016). */
export function recomputeCandidate(facts: Facts): Symptom[] {
  const { profile, thresholds } = facts;
  const all = profile?.totals.macs?.forward;
  const peak = profile?.memory?.peak;
  if (!profile || !all || !peak) return [];
  const { recomputeBytes, recomputeMacs } = thresholds;
  const kept = ({ counts }: LayerCost): number => counts.keptBytes ?? 0;
  return largestFirst(profile.layers, kept).flatMap((cost): Symptom[] => {
    const layer = facts.layer(cost.layer);
    const bytesShare = kept(cost) / peak;
    const macsShare = (cost.counts.macs?.forward ?? all) / all;
    const isCandidate = bytesShare >= recomputeBytes.value && macsShare <= recomputeMacs.value;
    if (!isCandidate || layer.operation.type === 'input') return [];
    return [
      {
        code: 'recompute-candidate',
        layers: [layer],
        tell: () => ({
          severity: 'info',
          evidence: { bytes: kept(cost), bytesShare, macsShare },
          limits: [recomputeBytes, recomputeMacs],
        }),
      },
    ];
  });
}

const isConcat = ({ operation }: LayerNode): boolean =>
  operation.type === 'merge' && operation.how === 'concat';

/** It takes an earlier concatenation whole, or each of its parts again. */
function extendsConcat({ inputs }: LayerNode, earlier: LayerNode): boolean {
  const taken = new Set(inputs.map(({ layer }) => layer));
  return taken.has(earlier.id) || earlier.inputs.every(({ layer }) => taken.has(layer));
}

/** Runs of concatenations, each of which holds the one before. */
function concatRuns({ graph }: Facts): LayerNode[][] {
  const runs: LayerNode[][] = [];
  for (const node of graph.layers) {
    if (!isConcat(node)) continue;
    const before = runs.find((run) => {
      const last = run.at(-1);
      return last !== undefined && extendsConcat(node, last);
    });
    if (before) before.push(node);
    else runs.push([node]);
  }
  return runs;
}

/** Concatenations whose bytes grow with the square of their number (Pleiss et al. 2017). */
export function wideConcat(facts: Facts): Symptom[] {
  const { profile, thresholds } = facts;
  const peak = profile?.memory?.peak;
  if (!profile || !peak) return [];
  const bytes = new Map(profile.layers.map(({ layer, counts }) => [layer, counts.activationBytes]));
  const { concatFactor, concatShare } = thresholds;
  return concatRuns(facts).flatMap((run): Symptom[] => {
    const sizes = run.map(({ id }) => bytes.get(id) ?? 0);
    const sum = sizes.reduce((total, size) => total + size, 0);
    const lastBytes = Math.max(...sizes);
    if (lastBytes === 0) return [];
    if (sum / lastBytes < concatFactor.value || sum / peak < concatShare.value) return [];
    return [
      {
        code: 'wide-concat',
        layers: [...run].reverse(),
        tell: () => ({
          severity: 'info',
          evidence: { bytes: sum, lastBytes, merges: run.length },
          limits: [concatFactor, concatShare],
        }),
      },
    ];
  });
}

const NEAR_LINE = 0.1;

/** Most of a step's time does not depend on the batch. */
export function batchTooSmall(facts: Facts): Symptom[] {
  const profile = ownTimes(facts);
  const { batchSize = 0, batches, step } = profile ?? {};
  const [first] = facts.graph.layers;
  if (!batches || !step || !first) return [];
  const { flatShare } = facts.thresholds;
  const { fixed, perSample } = batches.time;
  const onLine = fixed + perSample * batchSize;
  const fixedShare = onLine > 0 ? fixed / onLine : 0;
  // A line that the measured step does not lie on says nothing.
  const isNear = Math.abs(onLine / step.untapped.median - 1) <= NEAR_LINE;
  const isFlat = isNear && fixedShare >= flatShare.value;
  if (!isFlat || batches.growsFrom < 2 * batchSize) return [];
  const { growsFrom } = batches;
  return [
    {
      code: 'batch-too-small',
      layers: [first],
      tell: () => ({
        severity: 'info',
        evidence: { batchSize, growsFrom, fixedShare },
        limits: [flatShare],
      }),
    },
  ];
}

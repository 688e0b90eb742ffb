import { medianOf } from '../../../shared/base/statistics';
import { channelCount } from '../../../shared/network/axes';
import { outputOf } from '../../flow/featureMap';
import type { LayerNode } from '../../../shared/network/network';
import type { Probe } from '../../../shared/report/probe';
import type { Limit } from '../../../shared/report/thresholds';
import {
  activationSeries,
  endsOf,
  fittedDecades,
  medianOver,
  weightSeries,
  type DepthPoint,
} from '../facts/depthSeries';
import type { Facts } from '../facts/facts';
import { kernelsOf } from '../facts/kernels';
import { isWeighted } from '../facts/mainPaths';
import { isMost, seedsWhere } from '../facts/seeds';
import type { Statement, Symptom } from '../facts/symptom';

/**
 * The gradient fades on its way back to the input. It does if the first weighted layer of a main
 * path gets both little and a small fraction of what the last one gets (AUTOTRAINER, Zhang et al. 2021),
 * or if the line fitted through the activation gradients loses as many decades.
 */
export function vanishing(facts: Facts): Symptom[] {
  const { probe } = facts;
  if (!probe) return [];
  return facts.paths.flatMap((path) => vanishingOn(path, facts, probe));
}

type Path = readonly LayerNode[];

function vanishingOn(path: Path, facts: Facts, probe: Probe): Symptom[] {
  const open = (seed: number): Path => path.filter((layer) => !isOpening(facts, layer, seed));
  const byRatio = seedsWhere(probe.seeds, (seed) => endsFade(open(seed), facts, seed));
  const bySlope = seedsWhere(probe.seeds, (seed) => slopeFades(open(seed), facts, seed));
  const holding = seedsWhere(
    probe.seeds,
    (seed) => byRatio.includes(seed) || bySlope.includes(seed),
  );
  const [seed] = holding;
  if (seed === undefined || !isMost(holding, probe.seeds)) return [];
  const layers = fadedLayers(weightSeries(facts, path, seed), facts);
  const ratioRules = byRatio.length >= bySlope.length;
  return [
    {
      code: 'vanishing-gradient',
      layers,
      tell: () => statement({ path, facts, holding, ratioRules, seeds: probe.seeds }),
    },
  ];
}

/**
 * Tells whether a layer got no gradient at all in the first step and some later: a factor that starts at zero,
 * as of ReZero (Bachlechner et al. 2021), opens its way. Depth is not what makes its gradient small.
 */
function isOpening({ measured }: Facts, { id }: LayerNode, seed: number): boolean {
  const [first, ...later] = measured(id)?.history.weightGradient?.[seed] ?? [];
  return first === 0 && later.some((rms) => (rms ?? 0) > 0);
}

function endsFade(path: Path, facts: Facts, seed: number): boolean {
  // Exact zeros at the front are underflow if what follows fades; else dead units stop the gradient.
  const ends = endsOf(weightSeries(facts, path, seed).filter(({ value }) => value > 0));
  if (!ends) return false;
  const [first, last] = ends;
  const { vanishingRatio, vanishingRms } = facts.thresholds;
  const ratio = first.value / last.value;
  return ratio < vanishingRatio.value && first.value < vanishingRms.value;
}

function slopeFades(path: Path, facts: Facts, seed: number): boolean {
  const lost = fittedDecades(activationSeries(facts, path, seed));
  return lost !== undefined && lost > facts.thresholds.vanishingDecades.value;
}

/** The first weighted layer, and every other that gets as small a fraction of the last one's gradient. */
function fadedLayers(points: readonly DepthPoint[], { thresholds }: Facts): LayerNode[] {
  const last = points.at(-1)?.value ?? 0;
  return points
    .filter(({ value }, i) => i === 0 || value < last * thresholds.vanishingRatio.value)
    .map(({ layer }) => layer);
}

/** A path on which the gradient fades, and the seeds for which it does. */
interface FadingPath {
  readonly path: Path;
  readonly facts: Facts;
  readonly holding: readonly number[];
  readonly ratioRules: boolean;
  readonly seeds: number;
}

function statement(fading: FadingPath): Statement<'vanishing-gradient'> {
  const { path, facts, holding, seeds } = fading;
  const { hopelessRms } = facts.thresholds;
  const over = (valueOf: (seed: number) => number | undefined) => medianOver(holding, valueOf) ?? 0;
  const firstRms = over((seed) => weightSeries(facts, path, seed)[0]?.value);
  const lastRms = over((seed) => weightSeries(facts, path, seed).at(-1)?.value);
  const decades = over((seed) => fittedDecades(activationSeries(facts, path, seed)));
  const isHopeless = firstRms < hopelessRms.value;
  return {
    severity: isHopeless ? 'error' : 'warning',
    evidence: {
      firstRms,
      lastRms,
      decadesLost: decades,
      ...smallGain(path, facts),
      ...sigmoids(path),
      weightedLayers: weightSeries(facts, path, holding[0] ?? 0).length,
      holdsFor: holding.length,
      seeds,
    },
    limits: [...rulingLimits(fading), ...(isHopeless ? [hopelessRms] : [])],
  };
}

/** A layer that passes on less than this of a signal of unit variance; the default of PyTorch passes on 1/√3. */
const SMALL = 0.5;

/** std · √fan-in of the kernels of a path at the start, if it is small in most of them (He et al. 2015). */
function smallGain(path: Path, facts: Facts): { readonly smallGain?: number } {
  const gain = medianOf(path.flatMap((layer) => gainAtStart(layer, facts) ?? []));
  return gain !== undefined && gain < SMALL ? { smallGain: gain } : {};
}

function gainAtStart(layer: LayerNode, facts: Facts): number | undefined {
  const [kernel] = kernelsOf(layer, facts);
  const units = channelCount(outputOf(layer));
  if (!isWeighted(layer) || !kernel?.initial || !units) return undefined;
  return kernel.initial.std * Math.sqrt(kernel.size / units);
}

/** The sigmoids of a path, the last layer's aside, if most weighted layers end in one: each passes on a quarter at most. */
function sigmoids(path: Path): { readonly sigmoids?: number } {
  const last = path.filter(isWeighted).at(-1);
  const before = last ? path.slice(0, path.indexOf(last)) : [];
  const count = before.filter(({ operation }) => endsInSigmoid(operation)).length;
  return count > 1 && count > before.filter(isWeighted).length / 2 ? { sigmoids: count } : {};
}

const endsInSigmoid = (operation: LayerNode['operation']): boolean =>
  (operation.type === 'transform' || operation.type === 'activation') &&
  operation.activation.curve === 'sigmoid';

function rulingLimits({ facts, ratioRules }: FadingPath): [Limit, ...Limit[]] {
  const { vanishingRatio, vanishingRms, vanishingDecades } = facts.thresholds;
  return ratioRules ? [vanishingRatio, vanishingRms] : [vanishingDecades];
}

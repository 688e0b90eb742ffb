import type { LayerId } from '../network/network';
import type { ForkProbe, History, LayerProbe, Spread } from './probe';
import type { Finding, Report, Severity } from './report';

/** One step of each seed, counted from 0 or from the end, over the seeds; `undefined` where no seed has a finite one. */
export function overSeeds(history: History | undefined, step = -1): Spread | undefined {
  const all = (history ?? []).flatMap((steps) => steps.at(step) ?? []).sort((a, b) => a - b);
  const [min] = all;
  const max = all.at(-1);
  if (min === undefined || max === undefined) return undefined;
  const middle = (all.length - 1) / 2;
  const [low = min, high = max] = [all[Math.floor(middle)], all[Math.ceil(middle)]];
  return { median: (low + high) / 2, min, max };
}

/** The median over the seeds at each step; `null` where no seed has a finite one. */
export function mediansOf(history: History = []): readonly (number | null)[] {
  const steps = Math.max(0, ...history.map(({ length }) => length));
  return Array.from({ length: steps }, (_, step) => overSeeds(history, step)?.median ?? null);
}

/** Tells the report before a probe from numbers so far, and from a network that does not build. */
export const isDraft = ({ probe, refused }: Report): boolean => !probe && !refused;

/**
 * RMS of ∂L/∂W over all entries of all trainable weights of a layer, in the last step, over the seeds. `undefined` if it
 * was not measured.
 */
export function weightGradientSpread(layer: LayerProbe): Spread | undefined {
  const first = ofFirstSeed(layer);
  if (first === undefined) return undefined;
  return overSeeds(layer.history.weightGradient) ?? { median: first, min: first, max: first };
}

/**
 * The median of {@link weightGradientSpread}: the one number that the panel, the inline view, the findings and the
 * terminal show for a layer.
 */
export const weightGradientRms = (layer: LayerProbe): number | undefined =>
  weightGradientSpread(layer)?.median;

function ofFirstSeed(layer: LayerProbe): number | undefined {
  let squares = 0;
  let entries = 0;
  for (const { gradient, size } of layer.weights) {
    if (gradient?.l2 === undefined) return undefined;
    squares += gradient.l2 * gradient.l2;
    entries += size;
  }
  return entries > 0 ? Math.sqrt(squares / entries) : undefined;
}

/**
 * ‖Δw‖ / ‖w‖ over all trainable weights of a layer, in the last step, the median over the seeds: the one number
 * that every view shows. Weights that start at zero (biases, β) do not dominate it as they would a maximum.
 */
export const layerUpdateRatio = (layer: LayerProbe): number | undefined =>
  overSeeds(layer.history.updateRatio)?.median;

/** The share of the gradient that a shortcut carries, in the last step, the median over the seeds. */
export const carriedShare = (
  fork: Pick<ForkProbe, 'shortcutShare' | 'spread'> | undefined,
): number | undefined => fork?.spread?.shortcutShare?.median ?? fork?.shortcutShare;

/** The probe's numbers by layer; empty if no probe ran. */
export function probeByLayer(report: Report): ReadonlyMap<LayerId, LayerProbe> {
  return new Map(report.probe?.layers.map((layer) => [layer.layer, layer]));
}

const rank: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Worst first; the report's order within a severity. */
export function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => rank[a.severity] - rank[b.severity]);
}

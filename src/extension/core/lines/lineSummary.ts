import type { Layer } from '../../../shared/network/network';
import type { LayerProbe } from '../../../shared/report/probe';
import { sumCosts, type SummedCost } from '../../../shared/report/profileSums';
import type { Finding, Report, Skip } from '../../../shared/report/report';
import {
  probeByLayer,
  mediansOf,
  weightGradientRms,
  layerUpdateRatio,
} from '../../../shared/report/selectors';
import { atLevels, type FindingLevels } from '../standing/currentFindings';
import { depthPlace, depthProfile, type DepthPlace } from './depthProfile';

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** The numbers and findings of all layers that one source line makes. */
export interface LineSummary {
  /** Relative to the run's root, as in the report. */
  readonly file: string;
  /** 1-based, in the text that was inspected. */
  readonly line: number;
  readonly layers: readonly Layer[];
  /** Layers of the line with trainable weights; the numbers below are theirs. */
  readonly weighted: number;
  /** RMS ∂L/∂W over the weighted layers; absent if no layer of the line has one. */
  readonly gradient?: Range;
  /** Weighted layers whose gradient could not be measured or has no path. */
  readonly unmeasured: number;
  readonly updateRatio?: Range;
  /** The place of these layers over the depth of the network; absent if none has weights. */
  readonly place?: DepthPlace;
  /** The smallest RMS ∂L/∂W of these layers by step, each the median over the seeds; `null` if none was measured. */
  readonly trend: readonly (number | null)[];
  /** Time, memory and counts of these layers together; absent if no profile was taken. */
  readonly cost?: SummedCost;
  /** Worst first. */
  readonly findings: readonly Finding[];
}

const range = (values: readonly number[]): Range | undefined =>
  values.length > 0 ? { min: Math.min(...values), max: Math.max(...values) } : undefined;

/**
 * One summary for every source line that makes layers, itself or through the functions it calls. A line that
 * makes the whole network is left out: it says nothing about any part of it.
 */
export function summarizeLines(report: Report, levels: FindingLevels = {}): readonly LineSummary[] {
  const probes = probeByLayer(report);
  const byLine = new Map<string, { file: string; line: number; layers: Layer[] }>();
  for (const layer of report.network.layers) {
    const lines = new Map(layer.source.map((at) => [`${at.file}:${at.line}`, at]));
    for (const [key, { file, line }] of lines) {
      const entry = byLine.get(key) ?? { file, line, layers: [] };
      byLine.set(key, entry);
      entry.layers.push(layer);
    }
  }
  const whole = report.network.layers.length;
  const profile = depthProfile(report);
  const findings = atLevels(report.findings, levels);
  const placeOf = (layers: readonly Layer[]): { place?: DepthPlace } => {
    const place = depthPlace(
      profile,
      layers.map(({ id }) => id),
    );
    return place ? { place } : {};
  };
  const costOf = costsOf(report);
  return [...byLine.values()]
    .filter(({ layers }) => layers.length < whole || whole === 1)
    .map(({ file, line, layers }) => ({
      file,
      line,
      layers,
      ...numbersOf(layers, probes),
      ...placeOf(layers),
      ...costOf(layers),
      findings: findingsOf(layers, findings),
    }));
}

/** The cost of layers together, as far as they were profiled. */
function costsOf({ profile }: Report): (layers: readonly Layer[]) => { cost?: SummedCost } {
  const costs = new Map(profile?.layers.map((cost) => [cost.layer, cost]));
  return (layers) => {
    const own = layers.flatMap(({ id }) => costs.get(id) ?? []);
    return own.length > 0 ? { cost: sumCosts(own) } : {};
  };
}

/** The shortcuts into merges among these layers that a probe can leave out. */
export function shortcutsInto(layers: readonly Layer[], { skips }: Report): readonly Skip[] {
  const ids = new Set(layers.map(({ id }) => id));
  return skips.items.filter(({ to, averaged }) => ids.has(to) && !averaged);
}

function numbersOf(
  layers: readonly Layer[],
  probes: ReadonlyMap<string, LayerProbe>,
): Omit<LineSummary, 'file' | 'line' | 'layers' | 'findings' | 'place' | 'cost'> {
  const weighted = layers.flatMap(({ id }) => {
    const probe = probes.get(id);
    return probe && probe.weights.length > 0 ? [probe] : [];
  });
  const gradients = weighted.flatMap((layer) => weightGradientRms(layer) ?? []);
  const gradient = range(gradients);
  const updateRatio = range(weighted.flatMap((layer) => layerUpdateRatio(layer) ?? []));
  return {
    weighted: weighted.length,
    unmeasured: weighted.length - gradients.length,
    ...(gradient ? { gradient } : {}),
    ...(updateRatio ? { updateRatio } : {}),
    trend: trendOf(weighted),
  };
}

function trendOf(layers: readonly LayerProbe[]): readonly (number | null)[] {
  const histories = layers.map(({ history }) => mediansOf(history.weightGradient));
  const steps = Math.max(0, ...histories.map(({ length }) => length));
  return Array.from({ length: steps }, (_, step) => {
    const known = histories.map((values) => values[step] ?? null).filter((value) => value !== null);
    return known.length > 0 ? Math.min(...known) : null;
  });
}

function findingsOf(layers: readonly Layer[], findings: readonly Finding[]): readonly Finding[] {
  const ids = new Set(layers.map(({ id }) => id));
  return findings.filter(({ layer }) => ids.has(layer));
}

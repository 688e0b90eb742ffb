import type { Message } from '../base/message';
import { medianOf } from '../base/statistics';
import type { LayerId } from '../network/network';
import type { History, LayerProbe } from './probe';
import type { Finding, Report, Severity } from './report';

/** The median over the seeds at each step; `null` where no seed measured it. Findings take the same. */
export function mediansOf(history: History = []): readonly (number | null)[] {
  const steps = Math.max(0, ...history.map(({ length }) => length));
  return Array.from(
    { length: steps },
    (_, step) => medianOf(history.flatMap((values) => values[step] ?? [])) ?? null,
  );
}

/** The median over the seeds at a step; a negative one counts from the last. */
export const medianAt = (history: History | undefined, step: number): number | undefined =>
  mediansOf(history).at(step) ?? undefined;

/** Tells the report before a probe from numbers so far, and from a network that does not build. */
export const isDraft = ({ probe, refused }: Report): boolean => !probe && !refused;

/** The reasons for no probe of a network that was read up to a line that fails. */
const ends = new Set(['python.up-to', 'python.evaluated-up-to', 'python.up-to-somewhere']);

/** The reason why a network ends before its definition does; `undefined` where it is whole. */
export const endOfNetwork = ({ notMeasured }: Report): Message | undefined =>
  notMeasured.find(({ reason }) => ends.has(reason.code))?.reason;

/** Tells a network that was read up to a layer that refuses its inputs, or to a line that fails. */
export const isUnbuilt = (report: Report): boolean =>
  report.refused !== undefined || endOfNetwork(report) !== undefined;

/**
 * RMS of ∂L/∂W over all entries of all trainable weights of a layer in the last step, the median over the
 * seeds: the one number that the panel, the inline view and the terminal show for a layer. `undefined` if it
 * was not measured.
 */
export function weightGradientRms(layer: LayerProbe): number | undefined {
  if (layer.weights.some(({ gradient }) => gradient === undefined)) return undefined;
  return medianAt(layer.history.weightGradient, -1) ?? ofFirstSeed(layer);
}

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
 * ‖Δw‖ / ‖w‖ over all trainable weights of a layer in the last step, the median over the seeds: the one number
 * that every view shows. Weights that start at zero (biases, β) do not dominate it as they would a maximum.
 */
export const layerUpdateRatio = (layer: LayerProbe): number | undefined =>
  medianAt(layer.history.updateRatio, -1);

/** The probe's numbers by layer; empty if no probe ran. */
export function probeByLayer(report: Report): ReadonlyMap<LayerId, LayerProbe> {
  return new Map(report.probe?.layers.map((layer) => [layer.layer, layer]));
}

const rank: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Worst first; the report's order within a severity. */
export function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => rank[a.severity] - rank[b.severity]);
}

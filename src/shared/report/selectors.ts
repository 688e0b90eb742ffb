import type { LayerId } from '../network/network';
import type { LayerProbe } from './probe';
import type { Finding, Report, Severity } from './report';

/** Tells the report before a probe from numbers so far, and from a network that does not build. */
export const isDraft = ({ probe, refused }: Report): boolean => !probe && !refused;

/**
 * RMS of ∂L/∂W over all entries of all trainable weights of a layer: the one number that the panel,
 * the inline view and the terminal show for a layer. `undefined` if it was not measured.
 */
export function weightGradientRms(layer: LayerProbe): number | undefined {
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
 * ‖Δw‖ / ‖w‖ over all trainable weights of a layer, in the last step of the first seed: the one number
 * that every view shows. Weights that start at zero (biases, β) do not dominate it as they would a maximum.
 */
export function layerUpdateRatio(layer: LayerProbe): number | undefined {
  return layer.history.updateRatio?.[0]?.at(-1) ?? undefined;
}

/** The probe's numbers by layer; empty if no probe ran. */
export function probeByLayer(report: Report): ReadonlyMap<LayerId, LayerProbe> {
  return new Map(report.probe?.layers.map((layer) => [layer.layer, layer]));
}

const rank: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Worst first; the report's order within a severity. */
export function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => rank[a.severity] - rank[b.severity]);
}

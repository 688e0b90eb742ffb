import type { LayerId } from '../../../shared/network/network';
import type { Report } from '../../../shared/report/report';
import { probeByLayer, weightGradientRms } from '../../../shared/report/selectors';

/** The cells of a profile. */
const CELLS = 8;

/** The gradient over the depth of a network in a few cells, from the input to the loss. */
export interface DepthProfile {
  /** The smallest RMS ∂L/∂W among the weighted layers of each cell; absent if none was measured. */
  readonly cells: readonly (number | undefined)[];
  /** The cell of each weighted layer. */
  readonly cellOf: ReadonlyMap<LayerId, number>;
}

/** The cells of a profile that hold the layers of a line: from the first to the last, both included. */
export interface DepthPlace {
  readonly profile: DepthProfile;
  readonly from: number;
  readonly to: number;
}

/** Weighted layers in the network's order, in cells of (almost) as many each. */
export function depthProfile(report: Report): DepthProfile {
  const probes = probeByLayer(report);
  const weighted = report.network.layers.flatMap(({ id }) => {
    const probe = probes.get(id);
    return probe && probe.weights.length > 0 ? [probe] : [];
  });
  const count = Math.min(CELLS, weighted.length);
  const cellAt = (index: number): number => Math.floor((index * count) / weighted.length);
  const cells = Array.from({ length: count }, (_, cell) => {
    const inside = weighted.filter((_layer, index) => cellAt(index) === cell);
    const known = inside.flatMap((layer) => weightGradientRms(layer) ?? []);
    return known.length > 0 ? Math.min(...known) : undefined;
  });
  return {
    cells,
    cellOf: new Map(weighted.map(({ layer }, index) => [layer, cellAt(index)])),
  };
}

/** The place of layers in a profile; `undefined` if none of them has weights or the network has only one layer with weights. */
export function depthPlace(
  profile: DepthProfile,
  layers: readonly LayerId[],
): DepthPlace | undefined {
  const cells = layers.flatMap((layer) => profile.cellOf.get(layer) ?? []);
  if (cells.length === 0 || profile.cells.length < 2) return undefined;
  return { profile, from: Math.min(...cells), to: Math.max(...cells) };
}

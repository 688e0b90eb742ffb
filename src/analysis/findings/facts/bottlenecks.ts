import type { LayerId, LayerNode, NetworkGraph } from '../../../shared/network/network';
import { DominatorTree } from '../../flow/dominators';

/** Tells whether every way from a layer to the outputs leads through another one. */
export type IsPassed = (from: LayerId, by: LayerId) => boolean;

/** The dominators of the network read backwards, from a sink behind all outputs. */
export function bottlenecks(
  { layers, outputs }: NetworkGraph,
  consumers: ReadonlyMap<LayerId, readonly LayerNode[]>,
): IsPassed {
  const sink = 0;
  const backwards = [...layers].reverse();
  const positions = new Map(backwards.map(({ id }, i) => [id, i + 1]));
  const returned = new Set(outputs.map(({ layer }) => layer));
  const readers = ({ id }: LayerNode): number[] => [
    ...(returned.has(id) ? [sink] : []),
    ...(consumers.get(id) ?? []).flatMap((reader) => positions.get(reader.id) ?? []),
  ];
  const tree = new DominatorTree([[], ...backwards.map(readers)]);
  return (from, by) => {
    const [start, gate] = [positions.get(from), positions.get(by)];
    return start !== undefined && gate !== undefined && tree.dominates(gate, start);
  };
}

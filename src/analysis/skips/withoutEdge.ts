import type { InputRef, LayerId, LayerNode, NetworkGraph } from '../../shared/network/network';

/** One input of one layer. */
interface EdgeEnd {
  readonly to: LayerId;
  readonly slot: number;
}

/** A network that lacks an edge, and the layers that it lacks too. */
interface CutNetwork {
  /** The inputs after the lost one move up by a slot. */
  readonly graph: NetworkGraph;
  /** Layers that reach an output only over the edge. */
  readonly idle: ReadonlySet<LayerId>;
}

/** The network that remains without one edge. */
export function withoutEdge(graph: NetworkGraph, edge: EdgeEnd): CutNetwork {
  const layers = graph.layers.map((layer) => (layer.id === edge.to ? cut(layer, edge) : layer));
  const used = leadingTo(graph.outputs, layers);
  const usedBefore = leadingTo(graph.outputs, graph.layers);
  const idle = new Set([...usedBefore].filter((id) => !used.has(id)));
  return { graph: { ...graph, layers: layers.filter(({ id }) => !idle.has(id)) }, idle };
}

const cut = (layer: LayerNode, { slot }: EdgeEnd): LayerNode => ({
  ...layer,
  inputs: layer.inputs.filter((_, at) => at !== slot),
});

/** All layers from which a path leads to one of the outputs; `layers` is in topological order. */
function leadingTo(outputs: readonly InputRef[], layers: readonly LayerNode[]): Set<LayerId> {
  const found = new Set(outputs.map(({ layer }) => layer));
  for (const { id, inputs } of [...layers].reverse()) {
    if (!found.has(id)) continue;
    for (const { layer } of inputs) found.add(layer);
  }
  return found;
}

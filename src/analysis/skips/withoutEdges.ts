import type { InputRef, LayerId, LayerNode, NetworkGraph } from '../../shared/network/network';

/** One input of one layer. */
interface EdgeEnd {
  readonly to: LayerId;
  readonly slot: number;
}

/** A network that lacks some edges, and the layers that it lacks too. */
interface CutNetwork {
  /** The inputs after a lost one move up by a slot. */
  readonly graph: NetworkGraph;
  /** Layers that reach an output only over the edges. */
  readonly idle: ReadonlySet<LayerId>;
}

/** The network that remains without some edges. */
export function withoutEdges(graph: NetworkGraph, edges: readonly EdgeEnd[]): CutNetwork {
  const layers = graph.layers.map((layer) =>
    cut(
      layer,
      edges.filter(({ to }) => to === layer.id),
    ),
  );
  const used = leadingTo(graph.outputs, layers);
  const usedBefore = leadingTo(graph.outputs, graph.layers);
  const idle = new Set([...usedBefore].filter((id) => !used.has(id)));
  return { graph: { ...graph, layers: layers.filter(({ id }) => !idle.has(id)) }, idle };
}

/** The network that remains without one edge. */
export const withoutEdge = (graph: NetworkGraph, edge: EdgeEnd): CutNetwork =>
  withoutEdges(graph, [edge]);

const cut = (layer: LayerNode, edges: readonly EdgeEnd[]): LayerNode =>
  edges.length === 0
    ? layer
    : { ...layer, inputs: layer.inputs.filter((_, at) => !edges.some(({ slot }) => slot === at)) };

/** `true` if zeros in place of one input give the same as the merge without that input. */
export const isNeutralToZero = ({ operation }: LayerNode): boolean =>
  operation.type === 'merge' && ['add', 'subtract', 'concat'].includes(operation.how);

/** All layers from which a path leads to one of the outputs; `layers` is in topological order. */
function leadingTo(outputs: readonly InputRef[], layers: readonly LayerNode[]): Set<LayerId> {
  const found = new Set(outputs.map(({ layer }) => layer));
  for (const { id, inputs } of [...layers].reverse()) {
    if (!found.has(id)) continue;
    for (const { layer } of inputs) found.add(layer);
  }
  return found;
}

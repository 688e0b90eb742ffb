import type { GroupId, InputRef, LayerNode, NetworkGraph } from '../../shared/network/network';

/** The innermost group that holds the makers of all these values. */
function commonGroup(
  { groups, layers }: NetworkGraph,
  inputs: readonly InputRef[],
): GroupId | undefined {
  const parents = new Map(groups.map(({ id, parent }) => [id, parent]));
  const around = inputs.map(({ layer }) => {
    const chain: GroupId[] = [];
    const own = layers.find(({ id }) => id === layer)?.group ?? null;
    for (let at = own; at !== null; at = parents.get(at) ?? null) chain.push(at);
    return chain;
  });
  return around[0]?.find((group) => around.every((chain) => chain.includes(group)));
}

/** A layer that refused its inputs. */
export type RefusedNode = Omit<LayerNode, 'group' | 'outputShape' | 'parameters'>;

/** The graph with the layer that refused its inputs at its end; nothing came out of it. */
export function withRefused(graph: NetworkGraph, node: RefusedNode): NetworkGraph {
  const group = commonGroup(graph, node.inputs);
  const last: LayerNode = {
    ...node,
    outputShape: [],
    parameters: { trainable: 0, frozen: 0 },
    ...(group !== undefined && { group }),
  };
  return {
    ...graph,
    layers: [...graph.layers, last],
    outputs: [{ layer: last.id, output: 0 }],
  };
}

import type { LayerId, LayerNode, NetworkGraph } from '../../../shared/network/network';

type Consumers = ReadonlyMap<LayerId, readonly LayerNode[]>;

/** A layer that transforms with weights of its own: the literature counts these as depth. */
export function isWeighted(layer: LayerNode): boolean {
  return layer.operation.type === 'transform';
}

/**
 * For each layer without inputs, the path to an output that crosses the most weighted layers: through
 * the bodies of residual blocks and down to the bottom of a U. Linear in the size of the graph.
 */
export function mainPaths(graph: NetworkGraph, consumers: Consumers): LayerNode[][] {
  const depth = weightedDepth(graph, consumers);
  return graph.layers
    .filter((layer) => layer.inputs.length === 0)
    .map((start) => deepestWalk(start, consumers, depth));
}

/** The number of weighted layers from each layer, itself included, to the end of its deepest path. */
function weightedDepth(graph: NetworkGraph, consumers: Consumers): Map<LayerId, number> {
  const depth = new Map<LayerId, number>();
  for (const layer of [...graph.layers].reverse()) {
    let below = 0;
    for (const { id } of consumers.get(layer.id) ?? []) {
      below = Math.max(below, depth.get(id) ?? 0);
    }
    depth.set(layer.id, below + (isWeighted(layer) ? 1 : 0));
  }
  return depth;
}

function deepestWalk(
  start: LayerNode,
  consumers: Consumers,
  depth: ReadonlyMap<LayerId, number>,
): LayerNode[] {
  const path = [start];
  let next = deepestOf(consumers.get(start.id) ?? [], depth);
  while (next) {
    path.push(next);
    next = deepestOf(consumers.get(next.id) ?? [], depth);
  }
  return path;
}

function deepestOf(
  layers: readonly LayerNode[],
  depth: ReadonlyMap<LayerId, number>,
): LayerNode | undefined {
  let deepest: LayerNode | undefined;
  for (const layer of layers) {
    if (!deepest || (depth.get(layer.id) ?? 0) > (depth.get(deepest.id) ?? 0)) deepest = layer;
  }
  return deepest;
}

import type { LayerId, LayerNode, NetworkGraph } from '../../../shared/network/network';

/** The layers that take part in a backward pass. */
export interface GradientNeeds {
  /** The layer's weights get a gradient, its own or those of the layer that it calls again. */
  readonly trains: (layer: LayerNode) => boolean;
  /** A gradient comes back to the outputs of this layer: it is trained, or something before it is. */
  readonly reaches: (id: LayerId) => boolean;
}

/** Finds the layers that lead from trained weights to the outputs. */
export function gradientNeeds({ layers }: Pick<NetworkGraph, 'layers'>): GradientNeeds {
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  const trains = ({ parameters, sharedWith }: LayerNode): boolean => {
    const owner = sharedWith === undefined ? undefined : byId.get(sharedWith);
    return parameters.trainable > 0 || (owner?.parameters.trainable ?? 0) > 0;
  };
  const reached = new Set<LayerId>();
  for (const layer of layers) {
    if (layer.detached) continue;
    if (trains(layer) || layer.inputs.some((input) => reached.has(input.layer)))
      reached.add(layer.id);
  }
  return { trains, reaches: (id) => reached.has(id) };
}

import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { LayerTrace } from './layerTrace';

/**
 * Frees the weights of all layers that were applied but are no part of the model in use. A layer that was
 * not applied has weights only if a layer of the user's own calls it.
 */
export function disposeUnused({ layers }: LayerTrace, used: LayersModel | undefined): void {
  const kept = new Set(used?.weights);
  const applied = layers.filter(({ inboundNodes }) => inboundNodes.length > 0);
  const made = new Set(applied.flatMap((layer) => layer.weights));
  for (const weight of made) {
    if (!kept.has(weight)) weight.dispose();
  }
}

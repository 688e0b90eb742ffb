import type { LayersModel } from '@tensorflow/tfjs-layers';
import { weightsOf } from '../layersModel/layerWeights';
import { layersOf } from './layersOf';
import type { LayerTrace } from './layerTrace';

/**
 * Frees the weights of all layers that were made but are no part of the model in use, nor held by a layer of it.
 */
export function disposeUnused({ layers }: LayerTrace, used: LayersModel | undefined): void {
  const kept = new Set(used && [...used.weights, ...layersOf(used).flatMap(weightsOf)]);
  const made = new Set(layers.flatMap((layer) => layer.weights));
  for (const weight of made) {
    if (!kept.has(weight)) weight.dispose();
  }
}

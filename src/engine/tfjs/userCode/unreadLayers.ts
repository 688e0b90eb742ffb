import { type layers, LayersModel } from '@tensorflow/tfjs-layers';
import type { UnreadLayer } from '../layersModel/readLayersModel';
import { layersOf } from './layersOf';
import type { LayerTrace } from './layerTrace';

type Layer = layers.Layer;

/**
 * Layers with weights that read a layer of the model, that nothing reads, and that lie in no model at all: what
 * they compute is thrown away.
 */
export function unreadLayers(
  { layers: made, models }: Pick<LayerTrace, 'layers' | 'models'>,
  own: ReadonlySet<Layer>,
): UnreadLayer[] {
  const used = new Set(models.flatMap(layersOf));
  return made.flatMap((layer) => {
    const [call, ...more] = layer.inboundNodes;
    const isRead = more.length > 0 || layer.outboundNodes.length > 0;
    if (!call || isRead || used.has(layer) || layer instanceof LayersModel) return [];
    const reads = call.inboundLayers.find((each) => own.has(each));
    return reads && layer.weights.length > 0 ? [{ layer, reads }] : [];
  });
}

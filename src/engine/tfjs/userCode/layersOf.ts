import { type layers, LayersModel } from '@tensorflow/tfjs-layers';

/** Every layer of a model, those of models within it included. */
export const layersOf = (model: LayersModel): layers.Layer[] =>
  model.layers.flatMap((layer) =>
    layer instanceof LayersModel ? [layer, ...layersOf(layer)] : [layer],
  );

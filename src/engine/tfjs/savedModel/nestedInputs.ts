import { listAt, type JsonObject } from '../../../shared/base/jsonValues';
import { isNested } from './checkReferences';
import { layersOf, tensorsIn, type SavedLayer } from './savedLayers';

type Shape = readonly (number | null)[];

const isShape = (value: unknown): value is Shape =>
  Array.isArray(value) && value.every((extent) => extent === null || typeof extent === 'number');

/** The shape with the batch that the configuration of a layer or a sequential model declares for its input. */
const declared = (config: JsonObject): Shape | undefined =>
  [config['batch_input_shape'], config['batch_shape'], config['build_input_shape']].find(isShape);

/** The shapes that a model takes, in the order of its inputs; `undefined` for one that it does not declare. */
function inputShapes(config: JsonObject): readonly (Shape | undefined)[] {
  const layers = layersOf(config);
  const ofLayer = (layer: SavedLayer | undefined): Shape | undefined => {
    if (!layer) return undefined;
    return isNested(layer) ? inputShapes(layer.config)[0] : declared(layer.config);
  };
  if (listAt(config, 'input_layers').length === 0) return [declared(config) ?? ofLayer(layers[0])];
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  return tensorsIn(config['input_layers']).map(({ layer }) => ofLayer(byName.get(layer)));
}

/** A nested model says of the tensors that it takes what shapes they have, even if their own layers do not. */
export function withInputShapes(layer: SavedLayer): SavedLayer {
  if (!isNested(layer)) return layer;
  const shapes = inputShapes(layer.config);
  const calls = layer.calls.map((call) => ({
    ...call,
    inputs: call.inputs.map((ref, at) => {
      const shape = ref.shape ?? shapes[at];
      return shape ? { ...ref, shape } : ref;
    }),
  }));
  return { ...layer, calls };
}

/** Tells whether a sequential model declares the shape of its input. */
export const declaresInput = (config: JsonObject): boolean => inputShapes(config)[0] !== undefined;

import { isObject, listAt, textAt, type JsonObject } from '../../../shared/base/jsonValues';

/** The two ways in which a file lists the layers of a model. */
export type ModelKind = 'Functional' | 'Sequential';

const ownKinds: ReadonlyMap<string, ModelKind> = new Map<string, ModelKind>([
  ['Functional', 'Functional'],
  ['Model', 'Functional'],
  ['Sequential', 'Sequential'],
]);

const holdsLayers = (config: JsonObject): boolean => {
  const layers = listAt(config, 'layers');
  return (
    layers.length > 0 &&
    layers.every((layer) => textAt(layer, 'class_name') !== undefined && isObject(layer))
  );
};

const startsWithInput = (config: JsonObject): boolean =>
  textAt(listAt(config, 'layers')[0], 'class_name') === 'InputLayer';

/**
 * Tells how a model of this class lists its layers; `undefined` for what is no model of layers. A class of
 * the user's own that extends a model writes the same configuration under its own name.
 */
export function modelKind(className: string, config: JsonObject): ModelKind | undefined {
  const own = ownKinds.get(className);
  if (own || !holdsLayers(config)) return own;
  if (Array.isArray(config['input_layers']) && Array.isArray(config['output_layers']))
    return 'Functional';
  return startsWithInput(config) || Array.isArray(config['build_input_shape'])
    ? 'Sequential'
    : undefined;
}

import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';
import { isModel, type Layer } from '../layersModel/framework';

/** `model/block/conv/kernel`, then the same without its first parts, one after the other. */
function endings(name: string): string[] {
  const parts = name.split('/');
  return parts.slice(0, -1).map((_, from) => parts.slice(from).join('/'));
}

/** `lstm/lstm_cell/kernel` is `lstm/kernel` in this framework. */
function withoutCell(name: string): string {
  const parts = name.split('/');
  return [...parts.slice(0, -2), ...parts.slice(-1)].join('/');
}

/** The names by which a framework may call one weight, the most exact first. */
const namesOf = (stored: string): string[] => {
  const plain = stored.replace(/:\d+$/, '');
  const long = endings(plain);
  return [plain, ...long, ...[plain, ...long].map(withoutCell).filter((name) => /\//.test(name))];
};

const isShape = (shape: readonly (number | null)[], tensor: Tensor): boolean =>
  String(shape) === String(tensor.shape);

/** Stored weights by every name that means one of them only. */
function byName(weights: NamedTensorMap): ReadonlyMap<string, Tensor> {
  const found = new Map<string, Tensor | undefined>();
  for (const [stored, tensor] of Object.entries(weights)) {
    for (const name of new Set(namesOf(stored))) {
      const isExact = name === stored;
      const isAmbiguous = found.has(name) && !isExact && weights[name] === undefined;
      if (isAmbiguous) found.set(name, undefined);
      else if (isExact || !found.has(name)) found.set(name, tensor);
    }
  }
  return new Map([...found].flatMap(([name, tensor]) => (tensor ? [[name, tensor]] : [])));
}

const storedFor = (
  { originalName, shape }: LayerVariable,
  stored: ReadonlyMap<string, Tensor>,
): Tensor | undefined => {
  const found = namesOf(originalName).flatMap((name) => stored.get(name) ?? []);
  return found.find((tensor) => isShape(shape, tensor));
};

const innerLayers = (model: LayersModel): Layer[] =>
  model.layers.flatMap((layer) => (isModel(layer) ? innerLayers(layer) : [layer]));

/**
 * Sets the weights of a model whose stored names differ from its own by the models around a layer or the
 * cell within it, such as `sequential/conv/kernel` of Keras 3. Only names and shapes that agree count.
 * Returns the names of the layers that keep drawn weights.
 */
export function placeNamedWeights(model: LayersModel, weights: NamedTensorMap): string[] {
  const stored = byName(weights);
  const left = new Set<string>();
  for (const layer of innerLayers(model)) {
    for (const weight of layer.weights) {
      const found = storedFor(weight, stored);
      if (found) weight.write(found);
      else left.add(layer.name);
    }
  }
  return [...left];
}

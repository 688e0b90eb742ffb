import { tensor, tidy } from '@tensorflow/tfjs-core';
import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import { isModel } from '../../tfjs/layersModel/framework';
import type { Hdf5Group, StoredWeight } from './hdf5';
import { isOpaque } from './opaqueLayer';
import { layersOf, type SavedLayer } from './savedGraph';
import type { JsonObject } from './jsonValues';

type Layer = layers.Layer;

/** What a file holds for a layer, in the order in which the layer made its weights. */
interface Assignment {
  readonly layer: Layer;
  readonly weights: readonly StoredWeight[];
}

/** Finds the weights of each layer of a model in the file that holds both. */
export type StoredWeights = (model: LayersModel, config: JsonObject) => Assignment[];

const present = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);
const names = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Keras 2: a folder per layer, which lists its weights, those of a nested model in one. */
export const legacyWeights =
  (root: Hdf5Group): StoredWeights =>
  ({ layers: all }) =>
    all.map((layer) => {
      const group = root.group(layer.name);
      const paths = names(group?.attributes['weight_names']);
      return { layer, weights: paths.flatMap((path) => present(group?.weight(path))) };
    });

const snakeCase = (name: string): string =>
  name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

/** Keras 3 names folders by class and count: `conv2d`, `conv2d_1`; operations that are no layers have none. */
function foldersOf(saved: readonly SavedLayer[]): [string, SavedLayer][] {
  const used = new Map<string, number>();
  return saved
    .filter(({ module }) => !/\bops\b/.test(module))
    .map((layer) => {
      const name = snakeCase(layer.className);
      const count = used.get(name) ?? 0;
      used.set(name, count + 1);
      return [count === 0 ? name : `${name}_${count}`, layer];
    });
}

// The framework lists the weights of the forward direction first; all other parts are made in this order.
const direction = (key: string): number => (key === 'backward_layer' ? 1 : 0);
const isState = (key: string): boolean => key === 'vars' || key === 'seed_generator';

/** The weights in a folder, its own before those of its parts. */
function weightsIn(group: Hdf5Group): StoredWeight[] {
  const own = group.group('vars');
  const count = own?.keys.length ?? 0;
  const weights = Array.from({ length: count }, (_, i) => own?.weight(String(i)));
  const parts = group.keys
    .filter((key) => !isState(key))
    .sort((a, b) => direction(a) - direction(b));
  return [
    ...weights.flatMap(present),
    ...parts.flatMap((key) => present(group.group(key)).flatMap(weightsIn)),
  ];
}

/** Newer files say whose weights a folder holds. */
function isOf(group: Hdf5Group, name: string): boolean {
  const written = group.group('vars')?.attributes['name'];
  return written === undefined || written === name;
}

/** Keras 3: folders of layers, nested as the models are. */
export const kerasWeights =
  (root: Hdf5Group): StoredWeights =>
  (model, config) =>
    foldersOf(layersOf(config)).flatMap(([folder, saved]) => {
      const layer = model.getLayer(saved.name);
      const group = root.group(`layers/${folder}`);
      if (isModel(layer) && group) return kerasWeights(group)(layer, saved.config);
      return { layer, weights: group && isOf(group, saved.name) ? weightsIn(group) : [] };
    });

/** An opaque layer has no weights of its own: it takes those that the file holds for it. */
function fill({ layer, weights }: Assignment): void {
  if (isOpaque(layer) && layer.weights.length === 0) layer.hold(weights.map(({ shape }) => shape));
}

const fits = ({ layer, weights }: Assignment): boolean =>
  layer.weights.length === weights.length &&
  layer.weights.every(({ shape }, i) => String(shape) === String(weights[i]?.shape));

function assign({ layer, weights }: Assignment): void {
  tidy(() => layer.setWeights(weights.map((one) => tensor(one.read(), [...one.shape], 'float32'))));
}

/** Sets the weights that fit their layers; returns the names of the layers that keep the ones drawn for them. */
export function setStoredWeights(assignments: readonly Assignment[]): string[] {
  assignments.forEach(fill);
  const wanting = assignments.filter(({ layer }) => layer.weights.length > 0);
  for (const one of wanting.filter(fits)) assign(one);
  return wanting.filter((one) => !fits(one)).map(({ layer }) => layer.name);
}

import { tensor, tidy } from '@tensorflow/tfjs-core';
import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import { acting, isModel } from '../layersModel/framework';
import { isOpaque } from './opaqueLayer';
import type { StoredWeight, WeightFolder } from './savedModel';
import { layersOf, type SavedLayer } from './savedLayers';
import { objectAt, type JsonObject } from '../../../shared/base/jsonValues';

type Layer = layers.Layer;

/** The weights that a file holds for a layer, in the order in which the layer made them. */
interface Assignment {
  readonly layer: Layer;
  /** Absent if the file has no place for the layer. */
  readonly weights: readonly StoredWeight[] | undefined;
}

const present = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);
const names = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Keras 2: a folder per layer, which lists its weights, those of a nested model in one. */
const keras2Weights = (root: WeightFolder, { layers: all }: LayersModel): Assignment[] =>
  all.map((layer) => {
    const folder = root.folder(layer.name);
    const paths = names(folder?.attributes['weight_names']);
    const weights = folder && paths.flatMap((path) => present(folder.weight(path)));
    return { layer, weights };
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

/** Parts in the order in which a layer lists their weights: both directions, the projections of attention. */
const order: readonly string[] = [
  ...['forward_layer', 'backward_layer'],
  ...['query_dense', 'key_dense', 'value_dense', 'output_dense'],
];
const isState = (key: string): boolean => key === 'vars' || key === 'seed_generator';

/** The weights in a folder, its own before those of its parts. */
function weightsIn(folder: WeightFolder): StoredWeight[] {
  const own = folder.folder('vars');
  const count = own?.keys.length ?? 0;
  const weights = Array.from({ length: count }, (_, i) => own?.weight(String(i)));
  const parts = folder.keys
    .filter((key) => !isState(key))
    .sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return [
    ...weights.flatMap(present),
    ...parts.flatMap((key) => present(folder.folder(key)).flatMap(weightsIn)),
  ];
}

/** Newer files say whose weights a folder holds. */
const writtenIn = (folder: WeightFolder | undefined): unknown =>
  folder?.folder('vars')?.attributes['name'];

/** The folder of a layer: the one named after its class, unless another says that it is the layer's. */
function folderFor(root: WeightFolder, folder: string, layer: string): WeightFolder | undefined {
  const byClass = root.folder(`layers/${folder}`);
  const written = writtenIn(byClass);
  if (byClass && (written === undefined || written === layer)) return byClass;
  const all = root.folder('layers');
  const key = all?.keys.find((each) => writtenIn(all.folder(each)) === layer);
  return key === undefined ? undefined : all?.folder(key);
}

/** The configuration of the model in a wrapper. */
const configIn = ({ config }: SavedLayer): JsonObject =>
  objectAt(objectAt(config, 'layer'), 'config') ?? {};

/** Keras 3: folders of layers, nested as the models are. */
const keras3Weights = (root: WeightFolder, model: LayersModel, config: JsonObject): Assignment[] =>
  foldersOf(layersOf(config)).flatMap(([name, saved]) => {
    const layer = model.getLayer(saved.name);
    const folder = folderFor(root, name, saved.name);
    if (isModel(layer) && folder) return keras3Weights(folder, layer, saved.config);
    const wrapped = acting(layer);
    const inner = folder?.folder('layer');
    if (wrapped !== layer && isModel(wrapped) && inner)
      return keras3Weights(inner, wrapped, configIn(saved));
    return { layer, weights: folder && weightsIn(folder) };
  });

/** Finds the weights of each layer of a model in folders that Keras 2 or Keras 3 made. */
export const storedWeights = {
  keras2: keras2Weights,
  keras3: keras3Weights,
} as const;

/** An opaque layer has no weights of its own: it takes those that the file holds for it. */
function fill({ layer, weights }: Assignment): void {
  if (weights && isOpaque(layer) && layer.weights.length === 0) {
    layer.hold(weights.map(({ shape }) => shape));
  }
}

const fits = ({ layer, weights = [] }: Assignment): boolean =>
  layer.weights.length === weights.length &&
  layer.weights.every(({ shape }, i) => String(shape) === String(weights[i]?.shape));

function assign({ layer, weights = [] }: Assignment): void {
  tidy(() =>
    layer.setWeights(weights.map((stored) => tensor(stored.read(), [...stored.shape], 'float32'))),
  );
}

/** Sets the weights that fit their layers; returns the names of the layers that keep their drawn ones. */
export function setStoredWeights(assignments: readonly Assignment[]): string[] {
  assignments.forEach(fill);
  const wanting = assignments.filter(({ layer }) => layer.weights.length > 0);
  for (const assignment of wanting.filter(fits)) assign(assignment);
  return wanting.filter((assignment) => !fits(assignment)).map(({ layer }) => layer.name);
}

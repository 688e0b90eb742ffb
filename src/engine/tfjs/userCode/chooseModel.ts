import { LayersModel, Sequential, type layers } from '@tensorflow/tfjs-layers';

const childrenOf = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null
    ? Object.values(Object.getOwnPropertyDescriptors(value)).map(({ value }) => value as unknown)
    : [];

/** Models in a value: itself, or those that it holds down to two levels. */
function modelsIn(value: unknown, depth = 2): LayersModel[] {
  if (value instanceof LayersModel) return [value];
  return depth === 0 ? [] : childrenOf(value).flatMap((child) => modelsIn(child, depth - 1));
}

/** A model that another one built for itself, such as the inner model of a `Sequential`. */
const innerOf = (model: LayersModel): unknown =>
  model instanceof Sequential ? (model as unknown as { model?: unknown }).model : undefined;

const countLayers = (model: LayersModel): number =>
  model.layers.reduce(
    (sum, layer) => sum + (layer instanceof LayersModel ? countLayers(layer) : 1),
    0,
  );

const holds = (model: LayersModel, layer: layers.Layer): boolean =>
  model.layers.some((own) => own === layer || (own instanceof LayersModel && holds(own, layer)));

/** The model that holds the others, else the largest; the first of equals. */
function outermost(models: readonly LayersModel[]): LayersModel | undefined {
  const used = models.filter(
    (model) => !models.some((other) => other !== model && holds(other, model)),
  );
  return used.reduce<LayersModel | undefined>(
    (best, model) => (best && countLayers(best) >= countLayers(model) ? best : model),
    undefined,
  );
}

/** The models of a run. */
export interface Candidates {
  /** All models that were made. */
  readonly captured: readonly LayersModel[];
  /** Models that were there before the function was called: its own only if it returns one. */
  readonly earlier: ReadonlySet<LayersModel>;
  readonly result: unknown;
  readonly trained: LayersModel | undefined;
  /** Tells the models that the definition is about from others of the same function or file. */
  readonly isWanted: (model: LayersModel) => boolean;
}

/** Chooses the model that a definition is about: the one it returns, trains, or holds all others in. */
export function chooseModel(candidates: Candidates): LayersModel | undefined {
  const { captured, earlier, result, trained, isWanted } = candidates;
  const inner = new Set(captured.map(innerOf));
  const own = captured.filter(
    (model) => !inner.has(model) && model.layers.length > 0 && isWanted(model),
  );
  const returned = modelsIn(result).filter((model) => own.includes(model));
  const made = own.filter((model) => !earlier.has(model));
  return outermost(returned) ?? (trained && made.includes(trained) ? trained : outermost(made));
}

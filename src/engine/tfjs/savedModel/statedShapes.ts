import { isNested } from './checkReferences';
import { isKnownLayer, likeness } from './kerasConfig';
import { isFreeOperation } from './knownFunctions';
import { operationLayer } from './operationLayer';
import { runnableLayer } from './runnableLayers';
import type { SavedLayer, TensorRef } from './savedLayers';

type Shape = readonly (number | null)[];

/** Classes of the framework that have weights of their own. */
const weighted =
  /Conv|Dense|Normalization|RNN|LSTM|GRU|Embedding|PReLU|Bidirectional|TimeDistributed/;

/** Classes that Keras has and the framework lacks, without weights. */
const weightless =
  /Lambda|OpLayer|^(?:ZeroPadding|Cropping|UpSampling|(?:Global|Adaptive)?(?:Max|Average)Pooling)\dD$|Dropout|Noise|^(?:Subtract|Minimum|Identity|Rescaling|Resizing|CenterCrop|Random\w+|UnitNormalization|ActivityRegularization|Softmax|ELU|ReLU|LeakyReLU|Activation)$/;

export const hasNoWeights = ({ className }: SavedLayer, isKnown: boolean): boolean =>
  isKnown ? !weighted.test(className) : weightless.test(className);

/** Classes that keep the shape of their input by what the term means. */
export const keepsShape = ({ className }: SavedLayer): boolean =>
  /(?:Norm(?:alization)?|Dropout|DropPath|StochasticDepth|Noise|Regularization|Activation|LayerScale|ELU|Mish|Swish)$/i.test(
    className,
  );

/** Classes whose `output_shape` is that of one step of a sequence. */
const ofOneStep = /Attention$/;

/** Output shapes that a layer itself states, or those that use it. */
export function statedShapes(
  { name, className, config }: SavedLayer,
  used: readonly TensorRef[],
): Shape[] {
  const noted: Shape[] = [];
  for (const { layer, tensor, shape } of used) if (layer === name && shape) noted[tensor] = shape;
  const own = ofOneStep.test(className) ? undefined : config['output_shape'];
  const isShape =
    Array.isArray(own) && own.every((extent) => extent === null || typeof extent === 'number');
  return noted.length === 0 && isShape ? [[null, ...(own as Shape)]] : noted;
}

/** Tells a layer whose output shape nothing says. */
function losesShape(layer: SavedLayer, used: readonly TensorRef[]): boolean {
  const isFree = isFreeOperation(layer);
  if (isNested(layer) || runnableLayer(layer)) return false;
  if (isFree && operationLayer(layer, [])) return false;
  const isLike = !isFree && (isKnownLayer(layer) || likeness(layer) !== undefined);
  return !isLike && !keepsShape(layer) && statedShapes(layer, used).length === 0;
}

/** Names of the layers behind those whose output shape is unknown. */
export function behindUnknown(
  layers: readonly SavedLayer[],
  used: readonly TensorRef[],
): ReadonlySet<string> {
  const unknown = layers.filter((one) => losesShape(one, used)).map(({ name }) => name);
  const readers = new Map<string, string[]>();
  for (const { name, calls } of layers) {
    for (const { layer } of calls.flatMap(({ inputs }) => inputs)) {
      readers.set(layer, [...(readers.get(layer) ?? []), name]);
    }
  }
  const behind = new Set<string>();
  const waiting = [...unknown];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const reader of readers.get(next) ?? []) {
      if (!behind.has(reader)) waiting.push(reader);
      behind.add(reader);
    }
  }
  return behind;
}

/** The layers of a sequential model, each as a reader of the one before it. */
export const inSequence = (layers: readonly SavedLayer[]): SavedLayer[] =>
  layers.map((layer, index) => {
    const before = layers[index - 1];
    if (!before) return layer;
    const inputs = [{ layer: before.name, node: 0, tensor: 0 }];
    return { ...layer, calls: [{ inputs, options: {}, places: [], isMasked: false }] };
  });

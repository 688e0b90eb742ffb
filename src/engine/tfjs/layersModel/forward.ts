import * as tf from '@tensorflow/tfjs-core';
import { Failure, toFailureInfo } from '../../../shared/base/failures';
import type { SourcePosition } from '../../../shared/base/source';
import type { InputRef, LayerId } from '../../../shared/network/network';
import { message } from '../../../shared/words/message';
import type { PassOptions, Tap } from '../built/builtModel';
import { withScaleAndOffset } from './batchNormalization';
import type { Application, FlatModel } from './flatten';
import { kindOf, toList } from './framework';

/** A tensor between two layers, with the mask that the framework passes along with it. */
interface Value {
  readonly tensor: tf.Tensor;
  readonly mask: tf.Tensor | null;
  /** The model whose layer made it. */
  readonly model: Application['model'];
}
type Values = Map<LayerId, readonly Value[]>;

function lookUp(values: Values, { layer, output }: InputRef): Value {
  const value = values.get(layer)?.[output];
  if (!value) throw new Error(`Output ${output} of ${layer} was used before it was made`);
  return value;
}

/** The framework feeds a nested model without the masks of the outer one, and gets none back. */
const maskFor = (value: Value, reader: Application): tf.Tensor | null =>
  value.model === reader.model ? value.mask : null;

function outputMask(
  { layer }: Application,
  tensors: tf.Tensor[],
  masks: readonly (tf.Tensor | null)[],
): tf.Tensor | null {
  if (!layer.supportsMasking) return null;
  const mask = layer.computeMask(tensors, masks as tf.Tensor[]) as tf.Tensor | tf.Tensor[] | null;
  return mask === null ? null : (toList(mask)[0] ?? null);
}

/** Finds the place where the user made a layer. */
export type FindSource = (layer: LayerId) => SourcePosition | undefined;

interface ForwardOptions extends PassOptions {
  readonly findSource: FindSource;
}

/** The state of one forward pass. */
interface Pass extends ForwardOptions {
  readonly values: Values;
  readonly tap: Tap;
}

/** The failure of a layer's code that built the model and throws now that it runs. */
const atCall = (failure: Failure, at: SourcePosition | undefined): Failure =>
  failure.at || failure.code !== 'unbuildable'
    ? failure
    : new Failure('model-threw', failure.detail, at, { cause: failure });

/** Runs one layer's code; throws a `Failure` at the layer's line. */
function atLayer<T>({ layer, id }: Application, findSource: FindSource, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof Failure) throw atCall(error, findSource(id));
    const values = { layer: id, kind: kindOf(layer), reason: toFailureInfo(error).detail };
    const why = message('layers.cannot-train', values);
    throw new Failure('model-threw', why, findSource(id), { cause: error });
  }
}

/** Calls one layer as the framework's own training loop does: inputs as a list, the first mask. */
function applyLayer(application: Application, pass: Pass): readonly Value[] {
  const { values, tap, findSource, mode = 'training' } = pass;
  const inputs = application.inputs.map((ref) => lookUp(values, ref));
  const masks = inputs.map((value) => maskFor(value, application));
  const tensors = inputs.map(({ tensor }, slot) => {
    const from = application.inputs[slot] as InputRef;
    return tap.edge(from.layer, application.id, slot, tensor);
  });
  const mask = masks.find((each) => each !== null) && { mask: masks[0] ?? null };
  const options = { training: mode !== 'inference', ...mask };
  const { layer } = application;
  const [results, made] = atLayer(application, findSource, () => [
    withScaleAndOffset(layer, mode === 'settling', () =>
      toList(layer.apply(tensors, options) as tf.Tensor | tf.Tensor[]),
    ),
    outputMask(application, tensors, masks),
  ]);
  return results.map((tensor, output) => ({
    tensor: tap.output(application.id, output, tensor),
    mask: made,
    model: application.model,
  }));
}

/** Zeros in place of the outputs of a layer; `undefined` if a shape depends on more than the batch. */
function zerosOf({ outputShape, inputs, model }: Application, { values }: Pass) {
  const [first] = inputs;
  const batch = first && lookUp(values, first).tensor.shape[0];
  if (batch === undefined || outputShape.some(([, ...rest]) => rest.includes(null)))
    return undefined;
  return outputShape.map(([, ...rest]) => ({
    tensor: tf.zeros([batch, ...(rest as number[])]),
    mask: null,
    model,
  }));
}

/**
 * Runs a flattened model layer by layer, in training mode if not told otherwise; every edge and output passes
 * the tap.
 * Throws a `Failure` of code `model-threw` at the line of a layer that cannot run.
 */
export function forward(
  { applications, outputs }: FlatModel,
  inputs: ReadonlyMap<LayerId, tf.Tensor>,
  tap: Tap,
  options: ForwardOptions,
): tf.Tensor[] {
  const pass: Pass = { ...options, values: new Map(), tap };
  for (const application of applications) {
    const { id, model } = application;
    const given = inputs.get(id);
    const zeros = options.without?.has(id) ? zerosOf(application, pass) : undefined;
    const own = (): readonly Value[] => zeros ?? applyLayer(application, pass);
    pass.values.set(id, given ? [{ tensor: tap.output(id, 0, given), mask: null, model }] : own());
  }
  return outputs.map((ref) => lookUp(pass.values, ref).tensor);
}

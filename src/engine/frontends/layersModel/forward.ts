import type * as tf from '@tensorflow/tfjs-core';
import type { InputRef, LayerId } from '../../../shared/network/network';
import type { Tap } from '../builtModel';
import type { Application, FlatModel } from './flatten';
import { toList } from './framework';

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

/** Calls one layer as the framework's own training loop does: inputs as a list, the first mask. */
function applyLayer(application: Application, values: Values, tap: Tap): readonly Value[] {
  const inputs = application.inputs.map((ref) => lookUp(values, ref));
  const masks = inputs.map((value) => maskFor(value, application));
  const tensors = inputs.map(({ tensor }, slot) => {
    const from = application.inputs[slot] as InputRef;
    return tap.edge(from.layer, application.id, slot, tensor);
  });
  const mask = masks.some((each) => each !== null) ? { mask: masks[0] } : {};
  const results = toList(
    application.layer.apply(tensors, { training: true, ...mask }) as tf.Tensor | tf.Tensor[],
  );
  const made = outputMask(application, tensors, masks);
  return results.map((tensor, output) => ({
    tensor: tap.output(application.id, output, tensor),
    mask: made,
    model: application.model,
  }));
}

/** Runs a flattened model layer by layer in training mode; every edge and output passes the tap. */
export function forward(
  { applications, outputs }: FlatModel,
  inputs: ReadonlyMap<LayerId, tf.Tensor>,
  tap: Tap,
): tf.Tensor[] {
  const values: Values = new Map();
  for (const application of applications) {
    const { id, model } = application;
    const given = inputs.get(id);
    values.set(
      id,
      given
        ? [{ tensor: tap.output(id, 0, given), mask: null, model }]
        : applyLayer(application, values, tap),
    );
  }
  return outputs.map((ref) => lookUp(values, ref).tensor);
}

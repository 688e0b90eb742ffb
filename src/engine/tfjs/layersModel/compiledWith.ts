import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { Failure, toFailureInfo } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';
import type { CompiledWith, LossFunction, NamedLoss } from '../built/builtModel';

/** TensorFlow.js appends `__op` to the names of its own operations. */
const nameOf = (loss: unknown): string =>
  typeof loss === 'function' ? loss.name.replace(/_*op$/, '') || 'custom' : String(loss);

/** The losses as the user passed them to `compile`: one for all outputs, a list, or one per output name. */
function givenLosses({ loss, outputNames, outputs }: tfl.LayersModel): unknown[] {
  if (Array.isArray(loss)) return loss;
  if (typeof loss !== 'object') return outputs.map(() => loss);
  return outputNames.map((name) => loss[name]);
}

/** The part of a model that keeps losses and optimizer: of a `Sequential` the model inside it. */
const compiledPart = (model: tfl.LayersModel): tfl.LayersModel =>
  (model as tfl.LayersModel & { readonly model?: tfl.LayersModel }).model ?? model;

/** The losses and the optimizer that the user passed to `compile`; `undefined` if it was not called. */
export function compiledWith(model: tfl.LayersModel): CompiledWith | undefined {
  const compiled = compiledPart(model);
  // Before `compile` the framework leaves both fields empty, whatever their types say.
  const optimizer = compiled.optimizer as tf.Optimizer | undefined;
  const losses = compiled.lossFunctions as LossFunction[] | undefined;
  if (!optimizer || !losses?.length) return undefined;
  const given = givenLosses(compiled);
  return { optimizer, losses: losses.map((call, i) => ({ name: nameOf(given[i]), call })) };
}

/**
 * The framework's own loss function of a name. It hands them out through `compile` only.
 * Throws a `Failure` of code `invalid-argument` for a name it does not know.
 */
export function namedLoss(name: string): NamedLoss {
  const carrier = tfl.sequential({ layers: [tfl.layers.inputLayer({ inputShape: [1] })] });
  try {
    carrier.compile({ loss: name, optimizer: tf.train.sgd(1) });
    const [loss] = compiledWith(carrier)?.losses ?? [];
    if (loss) return loss;
  } catch (error) {
    throw new Failure('invalid-argument', toFailureInfo(error).detail);
  } finally {
    compiledPart(carrier).optimizer.dispose();
  }
  throw new Failure('invalid-argument', message('layers.unknown-loss', { loss: name }));
}

import * as tf from '@tensorflow/tfjs-core';
import type { ArmChange } from '../../../shared/experiment/experiment';
import type { BuiltModel } from '../built/builtModel';

/** Standard deviation of small weights that know nothing of their layer. */
const PLAIN = 0.05;

/** The standard deviation that a scheme draws kernels with (He et al. 2015; Glorot and Bengio 2010). */
function deviation(
  as: Extract<ArmChange, { type: 'initialiser' }>['as'],
  { takes, gives }: { readonly takes: number; readonly gives: number },
): number {
  if (as === 'normal') return PLAIN;
  return as === 'he' ? Math.sqrt(2 / takes) : Math.sqrt(2 / (takes + gives));
}

/** Draws the kernels of some layers anew, whatever they were. */
export function redraw(
  { weights }: BuiltModel,
  { layers, as }: Extract<ArmChange, { type: 'initialiser' }>,
  seed: number,
): void {
  const wanted = new Set(layers);
  for (const [at, { layer, variable, trainable, unitAxis }] of weights.entries()) {
    const { shape, size, rank } = variable;
    if (!wanted.has(layer) || !trainable || rank < 2 || unitAxis === null) continue;
    const units = unitAxis ?? rank - 1;
    // Beside the units lie the channels that enter: before them where units are last, else after them.
    const entering = units === rank - 1 ? rank - 2 : 1;
    const fans = { takes: size / (shape[units] ?? 1), gives: size / (shape[entering] ?? 1) };
    tf.tidy(() =>
      variable.assign(tf.randomNormal(shape, 0, deviation(as, fans), 'float32', seed * 7919 + at)),
    );
  }
}

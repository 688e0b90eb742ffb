import * as tf from '@tensorflow/tfjs-core';
import type { WeightOffset } from '../../model/trainer';
import type { BuiltModel, Tap } from '../built/builtModel';
import { ablatingTap } from './ablation';
import type { Feed } from './feed';
import { keepWeights } from './savedWeights';
import { totalLoss, type Training } from './trainingStep';

/** Changes nothing. */
export const untapped: Tap = {
  edge: (_from, _to, _slot, value) => value,
  output: (_layer, _output, value) => value,
};

/** Throws a `RangeError` if an offset does not fit its weight. */
export function checkOffset({ weights }: BuiltModel, offset: WeightOffset): void {
  for (const [at, { length }] of offset) {
    const size = weights[at]?.variable.size ?? 0;
    if (size !== length) throw new RangeError(`Weight ${at} has ${size} entries, not ${length}`);
  }
}

/** Adds an offset to the weights; whoever does so puts them back. */
export function moveWeights({ weights }: BuiltModel, offset: WeightOffset): void {
  for (const [at, values] of offset) {
    const variable = weights[at]?.variable;
    if (!variable) continue;
    tf.tidy(() => variable.assign(tf.add(variable, tf.tensor(values, variable.shape))));
  }
}

/**
 * The loss of the next step in training mode, with an offset that fits added to the weights. Restores
 * weights and moving statistics.
 */
export async function lossAt(
  training: Training,
  feed: Feed,
  offset: WeightOffset,
): Promise<number> {
  const { model, ablation } = training;
  const kept = keepWeights(model);
  let loss: tf.Scalar;
  try {
    moveWeights(model, offset);
    loss = tf.tidy(() =>
      totalLoss(training, model.forward(feed.inputs, ablatingTap(untapped, ablation)), feed),
    );
  } finally {
    kept.dispose();
  }
  const [value = NaN] = await loss.data();
  loss.dispose();
  return value;
}

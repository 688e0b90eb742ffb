import * as tf from '@tensorflow/tfjs-core';
import type { Ablation } from '../../model/trainer';
import type { TrainerState, WeightValues } from '../../model/trainerState';
import type { BuiltModel } from '../built/builtModel';
import { openReadings, type Reading } from './statistics/readings';

const valuesOf = ({ values: [mean = NaN, variance = NaN, equal = 0] }: Reading): WeightValues => ({
  mean,
  variance,
  unitsEqual: equal === 1,
});

/** The weights of a model and the penalties on them, as they are. Frees all it allocates. */
export async function trainerState(
  { weights, penalties }: Pick<BuiltModel, 'weights' | 'penalties'>,
  ablation: Ablation | undefined,
): Promise<TrainerState> {
  const readings = openReadings();
  const taken = weights.map(({ variable, unitAxis }) => readings.take.values(variable, unitAxis));
  const sum = tf.tidy(() => tf.addN([tf.scalar(0), ...penalties(ablation?.idle)]));
  const penalty = readings.take.value(sum);
  sum.dispose();
  await readings.collect();
  return {
    weights: new Map(taken.map((reading, at) => [at, valuesOf(reading)])),
    penalty: penalty.values[0] ?? NaN,
  };
}

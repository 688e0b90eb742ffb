import * as tf from '@tensorflow/tfjs-core';
import type { LayerId } from '../../../shared/network/network';
import type { PassMode } from '../../model/passMode';
import type { ActivationReading } from '../../model/stepReadings';
import type { Activations, PassPlan } from '../../model/trainer';
import type { Tap } from '../built/builtModel';
import { ablatingTap } from './ablation';
import type { Feed } from './feed';
import { untapped } from './lossAt';
import { activationReading } from './namedReadings';
import { keepWeights } from './savedWeights';
import { openReadings, type Reading } from './statistics/readings';
import type { Training } from './trainingStep';

/** The outputs of some layers in one pass after the other. Puts weights and statistics back. */
export async function passes(
  training: Training,
  feed: Feed,
  { layers, modes }: PassPlan,
): Promise<Activations[]> {
  const kept = keepWeights(training.model);
  try {
    const found: Activations[] = [];
    for (const mode of modes) found.push(await onePass(training, feed, { layers, mode }));
    return found;
  } finally {
    kept.dispose();
  }
}

interface OnePass extends Pick<PassPlan, 'layers'> {
  readonly mode: PassMode;
}

async function onePass(
  { model, ablation }: Training,
  feed: Feed,
  { layers, mode }: OnePass,
): Promise<Activations> {
  const readings = openReadings();
  const taken = new Map<LayerId, { readonly reading: Reading; readonly size: number }>();
  const tap: Tap = {
    ...untapped,
    output: (layer, output, value) => {
      if (output === 0 && layers.has(layer) && value.dtype === 'float32')
        taken.set(layer, { reading: readings.take.activation(value, undefined), size: value.size });
      return value;
    },
  };
  tf.tidy(() => void model.forward(feed.inputs, ablatingTap(tap, ablation), { mode }));
  await readings.collect();
  const told = [...taken].map(([layer, { reading, size }]): [LayerId, ActivationReading] => [
    layer,
    activationReading(reading, size),
  ]);
  return new Map(told);
}

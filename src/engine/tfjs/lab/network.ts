import type * as tf from '@tensorflow/tfjs-core';
import type { PassMode } from '../../model/passMode';
import type { PassOptions, Tap } from '../built/builtModel';
import { ablatingTap } from '../trainer/ablation';
import { untapped } from '../trainer/lossAt';
import type { Changes } from './changes';
import type { Training } from '../trainer/trainingStep';

/** A network that an experiment works on. */
export interface LabNetwork extends Pick<Training, 'model' | 'losses' | 'optimizer' | 'ablation'> {
  readonly options: Pick<PassOptions, 'without'>;
  /** The targets of the first output name classes, by numbers or by one entry for each. */
  readonly hasClasses: boolean;
  /** Absent if nothing differs but what carries zeros. */
  readonly changes?: Changes | undefined;
}

/** One forward pass of the network as its arm has it. */
export const pass = (
  { model, ablation, options, changes }: LabNetwork,
  inputs: readonly tf.Tensor[],
  mode: PassMode,
  tap: Tap = untapped,
): tf.Tensor[] =>
  model.forward(inputs, ablatingTap(changes?.tap(tap) ?? tap, ablation), { ...options, mode });

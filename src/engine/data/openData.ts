import type { ProbeOptions } from '../../shared/protocol/inspectRequest';
import type { ModelDescription } from '../model/modelDescription';
import type { LossChoice } from '../model/trainer';
import type { DataSource } from './batch';
import { fileData } from './fileData';
import { type CallFunction, readData } from './readData';
import { batchSizeFor } from './shapes';
import { syntheticData } from './synthetic';

/** Gives the data of one seed, with targets for the losses. */
export type OpenData = (losses: readonly LossChoice[], seed: number) => DataSource;

/**
 * The user's data if a place is named, read once for all seeds; else data made for the model.
 * Rejects, and the result throws, a `Failure` of code `unusable-data` if the data do not fit.
 */
export async function openData(
  model: ModelDescription,
  options: ProbeOptions,
  callFunction: CallFunction,
): Promise<OpenData> {
  const batchSize = batchSizeFor(model, options.batchSize);
  const { data, steps, seeds, seed } = options;
  if (!data) return (losses, own) => syntheticData(model, { batchSize, seed: own, losses });
  const samples = steps * seeds * batchSize;
  const wish = { batchSize, seed };
  const found = await readData(data, { model, wish, samples, callFunction });
  return (losses, own) => fileData(model, found, { batchSize, seed: own, losses });
}

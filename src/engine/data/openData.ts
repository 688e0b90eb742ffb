import type { ProbeOptions } from '../../shared/protocol/engineContract';
import type { BuiltModel } from '../tfjs/builtModel';
import type { DataSource } from './batch';
import { fileData } from './fileData';
import { type CallFunction, readData } from './readData';
import { batchSizeFor } from './shapes';
import { syntheticData } from './synthetic';

/** Gives the data of one seed for its model. */
export type OpenData = (model: BuiltModel, seed: number) => DataSource;

/**
 * The user's data where a place is named, read once for all seeds; else data made for the model.
 * Rejects, and the result throws, a `Failure` of code `unusable-data` where the data do not fit.
 */
export async function openData(
  first: BuiltModel,
  options: ProbeOptions,
  callFunction: CallFunction,
): Promise<OpenData> {
  const batchSize = batchSizeFor(first, options.batchSize);
  const { data, steps, seeds, seed } = options;
  if (!data) return (model, seed) => syntheticData(model, batchSize, seed);
  const samples = steps * seeds * batchSize;
  const wish = { batchSize, seed };
  const found = await readData(data, { model: first, wish, samples, callFunction });
  return (model, seed) => fileData(model, batchSize, found, seed);
}

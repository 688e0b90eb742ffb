import type { ExperimentOptions } from '../../shared/experiment/experiment';
import type { DataPlace } from '../../shared/protocol/inspectRequest';
import type { DataSource } from '../data/batch';
import { fileData } from '../data/fileData';
import { type CallFunction, readData } from '../data/readData';
import { batchSizeFor } from '../data/shapes';
import { syntheticData } from '../data/synthetic';
import type { ModelDescription } from '../model/modelDescription';
import type { BatchData, LossChoice } from '../model/trainer';

/** The data of one seed: batches to train on, and samples that every arm is measured on. */
export interface SeedData {
  batch(step: number): BatchData;
  /** The same for every arm and step; of the user's data the first ones, whatever the seed. */
  measured(count: number, from?: number): BatchData;
}
export type OpenSeed = (losses: readonly LossChoice[], seed: number) => SeedData;

/** Steps that no training reaches: made data are drawn anew for each step. */
const MEASURED = 1_000_000;

interface DataAsk {
  readonly model: ModelDescription;
  readonly options: ExperimentOptions;
  readonly place: DataPlace | undefined;
  readonly callFunction: CallFunction;
}

/**
 * The data of an experiment: the user's if a place is named, read once, else made for the model.
 * Rejects, and the result throws, a `Failure` of code `unusable-data` if the data do not fit.
 */
export async function openExperimentData({
  model,
  options,
  place,
  callFunction,
}: DataAsk): Promise<OpenSeed> {
  const { batchSize, seed, samples, steps, seeds } = options;
  const sized = (wanted: number): number => batchSizeFor(model, wanted);
  if (!place) {
    const made = (losses: readonly LossChoice[], own: number, count: number): DataSource =>
      syntheticData(model, { batchSize: sized(count), seed: own, losses });
    return (losses, own) => ({
      batch: (step) => made(losses, own, batchSize).batch(step),
      measured: (count, from = 0) => made(losses, own, count).batch(MEASURED + from),
    });
  }
  const wish = { batchSize: Math.max(batchSize, samples), seed };
  const wanted = Math.max(samples, steps * seeds * batchSize);
  const found = await readData(place, { model, wish, samples: wanted, callFunction });
  const source = (losses: readonly LossChoice[], own: number, count: number): DataSource =>
    fileData(model, found, { batchSize: sized(count), seed: own, losses });
  return (losses, own) => ({
    batch: (step) => source(losses, own, batchSize).batch(step),
    measured: (count, from = 0) => source(losses, seed, count).batch(from),
  });
}

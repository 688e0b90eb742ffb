import { Failure } from '../../../shared/base/failures';
import type { ProbeOptions } from '../../../shared/protocol/engineContract';
import type { BuiltModel } from '../../frontends/builtModel';
import type { DataSource } from './batch';
import { fileData } from './fileData';
import { readNpy } from './npy';
import { batchSizeFor } from './shapes';
import { syntheticData } from './synthetic';

/**
 * The user's data where files are named, else data made for the model.
 * Throws a `Failure` of code `unusable-data` where the files do not fit.
 */
export async function openData(
  model: BuiltModel,
  options: ProbeOptions,
  seed: number,
): Promise<DataSource> {
  const batchSize = batchSizeFor(model, options.batchSize);
  const { inputsFile, targetsFile } = options;
  if (inputsFile === undefined && targetsFile === undefined) {
    return syntheticData(model, batchSize, seed);
  }
  if (inputsFile === undefined) throw new Failure('unusable-data', 'targets need inputs as well');
  const inputs = await readNpy(inputsFile);
  const targets = targetsFile === undefined ? undefined : await readNpy(targetsFile);
  return fileData(model, batchSize, inputs, targets);
}

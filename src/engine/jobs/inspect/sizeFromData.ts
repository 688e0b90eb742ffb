import { toFailureInfo } from '../../../shared/base/failures';
import type { Json } from '../../../shared/base/json';
import { numberWanted } from '../../../shared/model/numberWanted';
import type { ProbeOptions } from '../../../shared/protocol/inspectRequest';
import { readData, type CallFunction } from '../../data/readData';

/**
 * The argument that a definition lacks, from the data that it is to be probed with: the extent of the first input
 * along the axis. Nothing where data are not given, or have no such axis.
 */
export async function sizeFromData(
  error: unknown,
  options: ProbeOptions | null,
  callFunction: CallFunction,
): Promise<Readonly<Record<string, Json>> | undefined> {
  const wanted = numberWanted(toFailureInfo(error));
  if (wanted?.axis === undefined || !options?.data) return undefined;
  const { batchSize, seed, data } = options;
  const model = { inputs: [], outputs: [] };
  const request = { model, wish: { batchSize, seed }, samples: batchSize, callFunction };
  const { inputs } = await readData(data, request);
  const extent = inputs[0]?.shape[wanted.axis + 1];
  return extent === undefined ? undefined : { [wanted.expression]: extent };
}

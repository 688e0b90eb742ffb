import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isSourceFile } from '../../detection/languages/sourceFile';
import type { DataPlace } from '../../shared/protocol/inspectRequest';
import { message } from '../../shared/words/message';
import type { ModelDescription } from '../model/modelDescription';
import { readDataFile } from './readDataFile';
import { parseCsv } from './csv';
import { type DataWish, readResult } from './functionData';
import { isIdxFile, readIdx } from './idx';
import { readImageFolder } from './imageFolder';
import { parseNpy } from './npy';
import { inRoles, parseNpz } from './npz';
import { unusable, type UserData } from './numberArray';

/** Calls a function that a source file of the user's exports; tensors come back as `GivenTensor`. */
export type CallFunction = (file: string, name: string, wish: DataWish) => Promise<unknown>;

export interface DataRequest {
  readonly model: Pick<ModelDescription, 'inputs' | 'outputs'>;
  readonly wish: DataWish;
  /** Samples that all steps of all seeds take together. */
  readonly samples: number;
  readonly callFunction: CallFunction;
}

const isFolder = (file: string): Promise<boolean> =>
  stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** `FILE#NAME`; none if the name is missing. */
function functionAt(place: string): { readonly file: string; readonly name: string } | undefined {
  const mark = place.lastIndexOf('#');
  const file = mark < 0 ? place : place.slice(0, mark);
  return isSourceFile(file) ? { file, name: mark < 0 ? '' : place.slice(mark + 1) } : undefined;
}

async function callAt(
  { file, name }: { readonly file: string; readonly name: string },
  { model, wish, callFunction }: DataRequest,
): Promise<UserData> {
  const label = `${path.basename(file)}#${name}`;
  if (name === '') throw unusable(message('data.unnamed-function', { name: label }));
  return readResult(label, await callFunction(file, name, wish), model);
}

/** Reads one place. `isWhole`: it holds the targets as well, if any. */
async function readPlace(place: string, isWhole: boolean, request: DataRequest): Promise<UserData> {
  const called = functionAt(place);
  if (called) return callAt(called, request);
  const label = path.basename(place);
  if (await isFolder(place)) {
    const { samples, wish } = request;
    return readImageFolder(place, label, request.model, { samples, seed: wish.seed });
  }
  if (isIdxFile(place))
    return readIdx({ file: place, label, isWhole, samples: request.samples }, request.model);
  const bytes = await readDataFile(place);
  switch (path.extname(place).toLowerCase()) {
    case '.npz': {
      const arrays = parseNpz(label, bytes);
      return isWhole
        ? inRoles(label, arrays, request.model)
        : { inputs: [...arrays.values()], targets: [] };
    }
    case '.csv':
      return parseCsv(label, bytes.toString('utf8'), isWhole);
    default:
      return { inputs: [parseNpy(label, bytes)], targets: [] };
  }
}

/**
 * Reads the user's data from any supported source. Rejects with a `Failure` of code `unusable-data`;
 * `fileData` checks whether they fit the model.
 */
export async function readData(place: DataPlace, request: DataRequest): Promise<UserData> {
  const { inputs, targets } = place;
  const found = await readPlace(inputs, targets === undefined, request);
  if (targets === undefined) return found;
  return { inputs: found.inputs, targets: (await readPlace(targets, false, request)).inputs };
}

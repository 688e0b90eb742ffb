// Rooms that import this file would not see the declarations otherwise: an ambient module cannot be imported.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./jsfive.d.ts" />
import { Dataset, File, Group } from 'jsfive';
import { Failure } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';
import type { WeightFolder } from '../../tfjs/savedModel/savedModel';

function read<T>(access: () => T): T {
  try {
    return access();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure('not-a-model-file', message('saved.hdf5-damaged', { reason }));
  }
}

function entriesOf(dataset: Dataset): Float32Array {
  const value = read(() => dataset.value);
  if (!Array.isArray(value))
    throw new Failure('not-a-model-file', message('saved.weight-without-numbers'));
  return Float32Array.from(value as number[]);
}

/** The library throws for a path that is not there as it does for a damaged file. */
function find(group: Group, path: string): Group | Dataset | undefined {
  let place: Group | Dataset = group;
  for (const part of path.split('/').filter((name) => name !== '')) {
    if (!(place instanceof Group) || !place.keys.includes(part)) return undefined;
    const inner: Group | Dataset | null = place.get(part);
    if (inner === null) return undefined;
    place = inner;
  }
  return place;
}

const asFolder = (group: Group): WeightFolder => ({
  keys: read(() => group.keys),
  attributes: read(() => group.attrs),
  folder(path) {
    const found = read(() => find(group, path));
    return found instanceof Group ? asFolder(found) : undefined;
  },
  weight(path) {
    const found = read(() => find(group, path));
    return found instanceof Dataset
      ? { shape: read(() => found.shape), read: () => entriesOf(found) }
      : undefined;
  },
});

/** Opens the content of an HDF5 file. Throws a `Failure` of code `not-a-model-file` if it is damaged. */
export const openHdf5 = (bytes: Uint8Array): WeightFolder =>
  asFolder(read(() => new File(new Uint8Array(bytes).buffer, '')));

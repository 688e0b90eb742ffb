// Rooms that import this file would not see the declarations otherwise: an ambient module cannot be imported.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./jsfive.d.ts" />
import * as l10n from '@vscode/l10n';
import { Dataset, File, Group } from 'jsfive';
import { Failure } from '../../../shared/base/failures';

/** One weight as a file holds it. */
export interface StoredWeight {
  readonly shape: readonly number[];
  /** Reads the entries, in the order of the shape. */
  read(): Float32Array;
}

/** A folder in an HDF5 file. */
export interface Hdf5Group {
  readonly keys: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
  group(path: string): Hdf5Group | undefined;
  weight(path: string): StoredWeight | undefined;
}

function read<T>(what: () => T): T {
  try {
    return what();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure('not-a-model-file', l10n.t('its HDF5 part is cut off or damaged ({0})', why));
  }
}

function entriesOf(dataset: Dataset): Float32Array {
  const value = read(() => dataset.value);
  if (!Array.isArray(value))
    throw new Failure('not-a-model-file', l10n.t('a weight of it holds no list'));
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

const wrap = (group: Group): Hdf5Group => ({
  keys: read(() => group.keys),
  attributes: read(() => group.attrs),
  group(path) {
    const found = read(() => find(group, path));
    return found instanceof Group ? wrap(found) : undefined;
  },
  weight(path) {
    const found = read(() => find(group, path));
    return found instanceof Dataset
      ? { shape: read(() => found.shape), read: () => entriesOf(found) }
      : undefined;
  },
});

/** Opens the content of an HDF5 file. Throws a `Failure` of code `not-a-model-file` where it is damaged. */
export const openHdf5 = (bytes: Uint8Array): Hdf5Group =>
  wrap(read(() => new File(new Uint8Array(bytes).buffer, '')));

// Rooms that import this file would not see the declarations otherwise: an ambient module cannot be imported.
// oxlint-disable-next-line typescript/triple-slash-reference -- The package has no types, and its importers have other configurations.
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

interface Found {
  readonly place: Group | Dataset;
  /** The groups above it, as links name them. */
  readonly above: readonly (number | string)[];
}

/**
 * The library throws for a path that is not there as it does for a damaged file, and follows groups that hold
 * themselves without an end.
 */
function find(group: Group, above: Found['above'], path: string): Found | undefined {
  const parts = path.split('/').filter((name) => name !== '');
  // A damaged name may be empty.
  if (parts.length === 0) return undefined;
  let found: Found = { place: group, above };
  for (const part of parts) {
    const { place } = found;
    if (!(place instanceof Group) || !place.keys.includes(part)) return undefined;
    const link = place._links[part];
    if (link === undefined) return undefined;
    if (found.above.includes(link)) throw new Error(`the group ${part} lies within itself`);
    const inner: Group | Dataset | null = place.get(part);
    if (inner === null) return undefined;
    found = { place: inner, above: [...found.above, link] };
  }
  return found;
}

const asFolder = (group: Group, above: Found['above']): WeightFolder => ({
  keys: read(() => group.keys),
  attributes: read(() => group.attrs),
  folder(path) {
    const found = read(() => find(group, above, path));
    return found?.place instanceof Group ? asFolder(found.place, found.above) : undefined;
  },
  weight(path) {
    const { place } = read(() => find(group, above, path)) ?? {};
    return place instanceof Dataset
      ? { shape: read(() => place.shape), read: () => entriesOf(place) }
      : undefined;
  },
});

/** Opens the content of an HDF5 file. Throws a `Failure` of code `not-a-model-file` if it is damaged. */
export const openHdf5 = (bytes: Uint8Array): WeightFolder =>
  asFolder(
    read(() => new File(new Uint8Array(bytes).buffer, '')),
    [],
  );

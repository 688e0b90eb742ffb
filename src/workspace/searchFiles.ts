import { findSites } from '../detection/languages/languages';
import type { FileSites } from '../shared/model/modelSite';
import { Failure, toFailureInfo, type FailureInfo } from '../shared/base/failures';
import { largestBytes, readText } from './files/readFile';

/** The definitions of a file, or the reason that it could not be searched. */
export interface SearchedFile extends FileSites {
  readonly failure?: FailureInfo;
}

/** Searches one file on the disk; never rejects. A failure calls the file `shown`. */
export async function searchFile(file: string, shown = file): Promise<SearchedFile> {
  try {
    return { file, sites: findSites(await readText(file, largestBytes.source, shown), file) };
  } catch (error) {
    return { file, sites: [], failure: toFailureInfo(error) };
  }
}

/**
 * Searches files one after the other, those without definitions included. The event loop turns between two
 * files, so the caller's thread stays responsive. `shown` gives the names that failures call them.
 * Throws a `Failure` of code `cancelled`.
 */
export async function* searchFiles(
  files: Iterable<string>,
  signal: AbortSignal,
  shown = (file: string): string => file,
): AsyncGenerator<SearchedFile, void> {
  for (const file of files) {
    if (signal.aborted) throw new Failure('cancelled', 'the search for definitions');
    yield await searchFile(file, shown(file));
  }
}

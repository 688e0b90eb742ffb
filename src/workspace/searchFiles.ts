import { findSites } from '../detection/languages/languages';
import type { FileSites, ModelSite } from '../shared/model/modelSite';
import { Failure, toFailureInfo, type FailureInfo } from '../shared/base/failures';
import { message } from '../shared/words/message';
import { largestBytes, readText } from './files/readFile';

/** The definitions of a file, or the reason that it could not be searched. */
export interface SearchedFile extends FileSites {
  readonly failure?: FailureInfo;
}

/**
 * The definitions of a text, in its order. Throws a `Failure` of code `syntax-error` for a text that nests
 * deeper than the stack is high.
 */
function sitesIn(text: string, file: string): ModelSite[] {
  try {
    return findSites(text, file);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const why = message('detection.nested-too-deeply');
    throw new Failure('syntax-error', why, undefined, { cause: error });
  }
}

/** The definitions of one file on the disk. Rejects with a `Failure` where it cannot be read or searched. */
const sitesInFile = async (file: string, shown = file): Promise<ModelSite[]> =>
  sitesIn(await readText(file, largestBytes.source, shown), file);

/** As {@link sitesInFile}, for one file of many: never rejects. */
export async function searchFile(file: string, shown = file): Promise<SearchedFile> {
  try {
    return { file, sites: await sitesInFile(file, shown) };
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

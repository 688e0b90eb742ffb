import type { FileSites } from '../../../shared/model/modelSite';
import { searchFiles } from '../../../workspace/searchFiles';
import { sourceFilesBelow } from '../../../workspace/sourceFiles';
import type { ListingProgress } from '../../../shared/protocol/detectionContract';

/** How often a listing tells what it found: often enough to watch, seldom enough to cost nothing. */
const TELL_MILLISECONDS = 100;

function* filesOf(folders: readonly string[]): Generator<string, void> {
  for (const folder of folders) yield* sourceFilesBelow(folder);
}

/** Searches all source files of some folders and gives their number. Rejects with `cancelled`. */
export async function listFolders(
  folders: readonly string[],
  tell: (progress: ListingProgress) => void,
  signal: AbortSignal,
): Promise<number> {
  let searched = 0;
  let found: FileSites[] = [];
  let told = Date.now();
  const tellNow = (): void => {
    tell({ searched, found });
    found = [];
    told = Date.now();
  };
  for await (const file of searchFiles(filesOf(folders), signal)) {
    searched += 1;
    if (file.sites.length > 0) found.push(file);
    if (Date.now() - told >= TELL_MILLISECONDS) tellNow();
  }
  tellNow();
  return searched;
}

import type { FileSites } from '../../../shared/model/modelSite';
import { searchFiles } from '../../../workspace/searchFiles';
import { sourceFilesBelow } from '../../../workspace/sourceFiles';
import type { ListingProgress } from '../../../shared/protocol/detectionContract';

/** The pause between two reports of a listing: short enough to watch, long enough to cost nothing. */
const REPORT_MILLISECONDS = 100;

function* filesOf(folders: readonly string[]): Generator<string, void> {
  for (const folder of folders) yield* sourceFilesBelow(folder);
}

/** Searches all source files of some folders and gives their number. Rejects with `cancelled`. */
export async function listFolders(
  folders: readonly string[],
  report: (progress: ListingProgress) => void,
  signal: AbortSignal,
): Promise<number> {
  let searched = 0;
  let found: FileSites[] = [];
  let reportedAt = Date.now();
  const reportNow = (): void => {
    report({ searched, found });
    found = [];
    reportedAt = Date.now();
  };
  for await (const file of searchFiles(filesOf(folders), signal)) {
    searched += 1;
    if (file.sites.length > 0) found.push(file);
    if (Date.now() - reportedAt >= REPORT_MILLISECONDS) reportNow();
  }
  reportNow();
  return searched;
}

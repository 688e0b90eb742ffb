import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { FailureInfo } from '../../shared/base/failures';
import { searchFiles } from '../../workspace/searchFiles';
import { sourceFilesBelow, type Tell } from '../../workspace/sourceFiles';
import { usage } from '../terminal/flags';
import { SearchLine } from '../terminal/searchLine';
import { tellFailure } from '../terminal/failureText';
import { placeIn, shownFile, type FoundSite } from './sites';
import type { Terminal } from '../terminal/terminal';

/**
 * Every source file under the given paths, each once, in the order of the paths and then of the
 * alphabet; a file that is named is taken whatever `.gitignore` says. Throws a `usage` failure for a path
 * that is not there.
 */
export function* filesUnder(paths: readonly string[], tell?: Tell): Generator<string, void> {
  const given = paths.map((shown) => ({ shown, full: path.resolve(shown) }));
  const missing = given.find(({ full }) => !existsSync(full));
  if (missing) throw usage(`${missing.shown} does not exist.`);
  const seen = new Set<string>();
  for (const { full } of given) {
    const files = statSync(full).isDirectory() ? sourceFilesBelow(full, tell, shownFile) : [full];
    for (const file of files) {
      if (!seen.has(file)) yield file;
      seen.add(file);
    }
  }
}

/** The definitions that a search found, and the files that could not be searched. */
export interface Found {
  readonly sites: readonly FoundSite[];
  readonly failures: readonly FailureInfo[];
}

/**
 * The definitions under the given paths. A file that cannot be read or searched is a failure at its top, and the
 * search goes on. Throws a `Failure`: `usage` or `cancelled`.
 */
export async function searchPaths(
  paths: readonly string[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Found> {
  const found: FoundSite[] = [];
  const failures: FailureInfo[] = [];
  const line = new SearchLine(terminal);
  const unheeded: FailureInfo[] = [];
  const files = filesUnder(paths, (failure) => unheeded.push(failure));
  try {
    for await (const { file, sites, failure } of searchFiles(files, signal, shownFile)) {
      found.push(...sites.map((site) => ({ file, site })));
      if (failure) failures.push({ at: placeIn(file), ...failure });
      line.searched(found.length);
    }
  } finally {
    line.dispose();
  }
  for (const failure of unheeded) tellFailure(failure, terminal);
  return { sites: found, failures };
}

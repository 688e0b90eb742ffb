import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { searchFiles } from '../../workspace/searchFiles';
import { sourceFilesBelow } from '../../workspace/sourceFiles';
import { usage } from '../terminal/flags';
import { SearchLine } from '../terminal/searchLine';
import type { FoundSite } from './sites';
import type { Terminal } from '../terminal/terminal';

/**
 * Every source file under the given paths, each once, in the order of the paths and then of the
 * alphabet; a file that is named is taken whatever `.gitignore` says. Throws a `usage` failure for a path
 * that is not there.
 */
export function* filesUnder(paths: readonly string[]): Generator<string, void> {
  const given = paths.map((shown) => ({ shown, full: path.resolve(shown) }));
  const missing = given.find(({ full }) => !existsSync(full));
  if (missing) throw usage(`${missing.shown} does not exist.`);
  const seen = new Set<string>();
  for (const { full } of given) {
    const files = statSync(full).isDirectory() ? sourceFilesBelow(full) : [full];
    for (const file of files) {
      if (!seen.has(file)) yield file;
      seen.add(file);
    }
  }
}

/** The definitions under the given paths. Throws a `Failure`: `usage` or `cancelled`. */
export async function searchPaths(
  paths: readonly string[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<readonly FoundSite[]> {
  const found: FoundSite[] = [];
  const line = new SearchLine(terminal);
  try {
    for await (const { file, sites } of searchFiles(filesUnder(paths), signal)) {
      found.push(...sites.map((site) => ({ file, site })));
      line.searched(found.length);
    }
  } finally {
    line.dispose();
  }
  return found;
}

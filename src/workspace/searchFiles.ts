import { readFile } from 'node:fs/promises';
import { findSites } from '../detection/languages/languages';
import type { FileSites } from '../shared/model/modelSite';
import { Failure } from '../shared/base/failures';

/** The definitions of one file on the disk; none where it cannot be read. */
export async function searchFile(file: string): Promise<FileSites> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return { file, sites: findSites(text, file) };
}

/**
 * Searches files one after the other, those without definitions included. The event loop turns between two
 * files, so the caller's thread stays responsive. Throws a `Failure` of code `cancelled`.
 */
export async function* searchFiles(
  files: Iterable<string>,
  signal: AbortSignal,
): AsyncGenerator<FileSites, void> {
  for (const file of files) {
    if (signal.aborted) throw new Failure('cancelled', 'the search for definitions');
    yield await searchFile(file);
  }
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findSites } from '../detection/findSites';
import { Failure } from '../shared/base/failures';
import type { SourcePosition } from '../shared/base/source';
import type { InspectRequest } from '../shared/protocol/engineContract';

/** A file as reports name it: relative to the root, with forward slashes. */
export function reportedFile({ root, file }: Pick<InspectRequest, 'root' | 'file'>): string {
  return path.relative(root, file).split(path.sep).join('/');
}

/**
 * Where the requested model is defined: the site's first line, or the top of a file without sites.
 * Fails with `file-not-found` or `site-not-found`.
 */
export async function sitePosition(request: InspectRequest): Promise<SourcePosition> {
  const file = reportedFile(request);
  const sites = findSites(request.text ?? (await read(request.file, file)), request.file);
  const named = request.site === '' ? sites : sites.filter(({ name }) => name === request.site);
  const [site] = named;
  if (!site && request.site !== '') {
    throw new Failure('site-not-found', `${request.site} in ${file}`, { file, line: 1, column: 1 });
  }
  return { file, ...(site?.range.start ?? { line: 1, column: 1 }) };
}

async function read(file: string, reported: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new Failure('file-not-found', reported);
  }
}

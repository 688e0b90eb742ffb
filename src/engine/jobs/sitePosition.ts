import { readFile } from 'node:fs/promises';
import { findSites } from '../../detection/javascript/findSites';
import type { SourcePosition } from '../../shared/base/source';
import type { InspectRequest } from '../../shared/protocol/engineContract';
import { reportPath } from '../../workspace/reportPath';

/**
 * Where the requested model is defined, or the top of its file where that cannot be said. Never fails:
 * what is wrong with the file is for `openModel` to say.
 */
export async function sitePosition(request: InspectRequest): Promise<SourcePosition> {
  const text = request.text ?? (await readFile(request.file, 'utf8').catch(() => ''));
  const sites = findSites(text, request.file);
  const site = request.site === '' ? sites[0] : sites.find(({ name }) => name === request.site);
  const start = site?.range.start ?? { line: 1, column: 1 };
  return { file: reportPath(request.file, request.root), ...start };
}

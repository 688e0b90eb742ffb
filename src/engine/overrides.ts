import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  argumentsFor,
  mergeOverrides,
  OVERRIDES_FILE,
  overridesKey,
  readOverrides,
} from '../detection/overrides';
import type { InspectRequest } from '../shared/protocol/engineContract';
import { reportPath } from './frontends/tfjsSource/reportPath';

/**
 * The request with what the workspace keeps for its definition; what the request itself sets wins. Read
 * here, so that every front end builds the same. Rejects with `invalid-argument` where the file is wrong.
 */
export async function withOverrides(request: InspectRequest): Promise<InspectRequest> {
  const text = await readFile(path.join(request.root, OVERRIDES_FILE), 'utf8').catch(() => '');
  const key = overridesKey(reportPath(request.file, request.root), request.site);
  const { arguments: given, inputShape } = request;
  const wanted = { arguments: given, ...(inputShape && { inputShape }) };
  return { ...request, ...mergeOverrides(argumentsFor(readOverrides(text), key), wanted) };
}

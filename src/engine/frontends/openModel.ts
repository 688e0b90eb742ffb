import { readFile } from 'node:fs/promises';
import { isSourceFile } from '../../detection/parseSource';
import { Failure } from '../../shared/base/failures';
import type { InspectRequest } from '../../shared/protocol/engineContract';
import type { BuildModel } from './builtModel';
import { openSource } from './tfjsSource/openSource';
import { reportPath } from './tfjsSource/reportPath';

async function textOf({ text, file, root }: InspectRequest): Promise<string> {
  if (text !== undefined) return text;
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new Failure('file-not-found', reportPath(file, root));
  }
}

/**
 * Opens what a request names: a definition in source. Each call of the result builds the model anew with
 * weights drawn for the given seed. Throws a `Failure` that says what is in the way, and where.
 */
export async function openModel(request: InspectRequest): Promise<BuildModel> {
  const text = await textOf(request);
  if (isSourceFile(request.file)) return openSource(request, text);
  throw new Failure('not-a-model-file', reportPath(request.file, request.root));
}

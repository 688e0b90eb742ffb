import { access, constants, readFile } from 'node:fs/promises';
import { isSourceFile } from '../../detection/javascript/sourceFile';
import { Failure } from '../../shared/base/failures';
import type { InspectRequest } from '../../shared/protocol/engineContract';
import type { BuildModel } from '../tfjs/builtModel';
import { openSaved } from '../frontends/saved/openSaved';
import { openSource } from '../frontends/javascript/openSource';
import { reportPath } from '../../workspace/reportPath';

async function checkReadable({ text, file, root }: InspectRequest): Promise<void> {
  if (text !== undefined) return;
  try {
    await access(file, constants.R_OK);
  } catch {
    throw new Failure('file-not-found', reportPath(file, root));
  }
}

/**
 * Opens what a request names: a definition in source, or a saved model. Each call of the result builds the model anew with
 * weights drawn for the given seed. Throws a `Failure` that says what is in the way, and where.
 */
export async function openModel(request: InspectRequest): Promise<BuildModel> {
  await checkReadable(request);
  if (!isSourceFile(request.file)) return openSaved(request);
  return openSource(request, request.text ?? (await readFile(request.file, 'utf8')));
}

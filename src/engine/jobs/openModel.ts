import { access, constants, readFile } from 'node:fs/promises';
import { isSourceFile } from '../../detection/javascript/sourceFile';
import { Failure } from '../../shared/base/failures';
import type { InspectRequest } from '../../shared/protocol/engineContract';
import type { OpenedModel } from '../model/openedModel';
import { openBuilt } from '../tfjs/openedModel';
import { savedFrontend } from '../frontends/saved/savedFrontend';
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

/** Builds a model for a seed; `load` is how many milliseconds it took to read its subject. */
type OpenModel = (seed: number, load?: number) => Promise<OpenedModel>;

/**
 * Opens what a request names: a definition in source, or a saved model.
 * Throws a `Failure` that says what is in the way, and where.
 */
export async function openModel(request: InspectRequest): Promise<OpenModel> {
  await checkReadable(request);
  const { root, file, text } = request;
  if (!isSourceFile(file)) {
    const content = text ?? (await readFile(file));
    return (seed) => savedFrontend.open({ root, file, content }, seed);
  }
  const build = openSource(request, text ?? (await readFile(file, 'utf8')));
  return (seed, load) => openBuilt(build, seed, load);
}

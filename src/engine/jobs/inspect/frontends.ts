import { Failure } from '../../../shared/base/failures';
import type { SourcePosition } from '../../../shared/base/source';
import type { KeptFile } from '../../../shared/protocol/keptFile';
import { message } from '../../../shared/words/message';
import { reportPath } from '../../../workspace/reportPath';
import { javascriptFrontend } from '../../frontends/javascript/javascriptFrontend';
import { loadSavedModel } from '../../frontends/saved/loadSavedModel';
import { pythonFrontend } from '../../frontends/python/pythonFrontend';
import { openKeras } from '../../frontends/python/kerasSource/openKeras';
import { readNetwork } from '../../frontends/python/readNetwork';
import { savedFrontend } from '../../frontends/saved/savedFrontend';
import type { Frontend } from '../../model/frontend';
import type { Subject } from '../../model/subject';

/** Every way to write or to keep a model. The first that opens a subject gets it. */
export const frontends: readonly Frontend<Subject>[] = [
  javascriptFrontend(loadSavedModel),
  pythonFrontend({ read: readNetwork, openKeras }),
  savedFrontend,
];

const topOf = ({ file, root }: Subject): SourcePosition => ({
  file: reportPath(file, root),
  line: 1,
  column: 1,
});

/**
 * The frontend that opens a subject. Throws a `Failure` of code `not-a-model-file` that lists what can be
 * opened if there is none.
 */
export function frontendFor(
  subject: Subject,
  registry: readonly Frontend<Subject>[] = frontends,
): Frontend<Subject> {
  const found = registry.find((one) => one.opens(subject));
  if (found) return found;
  const patterns = registry.flatMap((one) => one.patterns);
  const at = topOf(subject);
  throw new Failure(
    'not-a-model-file',
    message('jobs.nothing-opens', { file: at.file, patterns }),
    at,
  );
}

/** Loads what these frontends, by their ids, need, so that a run need not wait for it. Logs what fails. */
export async function prepareFrontends(
  ids: readonly string[],
  keep: (file: KeptFile) => void,
  registry: readonly Frontend<Subject>[] = frontends,
): Promise<void> {
  for (const one of registry) if (ids.includes(one.id)) await one.prepare?.(keep);
}

/** Loads what a frontend needs for a run, and leaves what the others hold. */
export async function prepare(
  frontend: Frontend<Subject>,
  keep: (file: KeptFile) => void,
  registry: readonly Frontend<Subject>[] = frontends,
): Promise<void> {
  for (const other of registry) if (other !== frontend) other.leave?.();
  await frontend.prepare?.(keep);
}

/** The place of the model that a frontend finds in a subject. Throws as `Frontend.locate` does. */
export const placeOf = (subject: Subject, frontend: Frontend<Subject>): SourcePosition =>
  frontend.locate?.(subject) ?? topOf(subject);

import { standardProbe, type InspectRequest } from '../../../shared/protocol/inspectRequest';
import type { Cell } from '../../../shared/protocol/job';
import type { Report } from '../../../shared/report/report';
import type { Frontend } from '../../model/frontend';
import type { OpenedModel } from '../../model/openedModel';
import type { Subject } from '../../model/subject';
import type { JobContext } from '../kinds/job';
import { frontendFor, placeOf, prepare } from './frontends';

type OpenRequest = Pick<InspectRequest, 'backend' | 'probe' | 'allowNetwork'>;

/** Starts the runtime, announces where user code runs from now on, which locks the process, and opens the model. */
export async function openModel(
  subject: Subject,
  { backend, probe, allowNetwork = false }: OpenRequest,
  context: JobContext<Report, Cell<never>>,
  registry: readonly Frontend<Subject>[],
): Promise<OpenedModel> {
  const frontend = frontendFor(subject, registry);
  context.progress({ stage: 'loading backend' });
  await frontend.openRuntime(backend);
  const at = placeOf(subject, frontend);
  context.progress({ stage: 'building model' });
  await prepare(frontend, context.keep, registry);
  context.running(at, { allowNetwork });
  return frontend.open(subject, probe?.seed ?? standardProbe.seed);
}

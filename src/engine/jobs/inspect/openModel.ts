import { standardProbe, type InspectRequest } from '../../../shared/protocol/inspectRequest';
import type { Cell } from '../../../shared/protocol/job';
import type { Report } from '../../../shared/report/report';
import { functionCaller } from '../../frontends/javascript/javascriptFrontend';
import type { Frontend } from '../../model/frontend';
import type { OpenedModel } from '../../model/openedModel';
import type { Subject } from '../../model/subject';
import { withPlainTensors } from '../../tfjs/plainTensors';
import type { JobContext } from '../kinds/job';
import { frontendFor, placeOf, prepare } from './frontends';
import { sizeFromData } from './sizeFromData';

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
  const seed = probe?.seed ?? standardProbe.seed;
  try {
    return await frontend.open(subject, seed);
  } catch (error) {
    const size = await sizeFromData(error, probe, withPlainTensors(functionCaller(subject)));
    if (!size) throw error;
    return frontend.open({ ...subject, arguments: { ...subject.arguments, ...size } }, seed);
  }
}

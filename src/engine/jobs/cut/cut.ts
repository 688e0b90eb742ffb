import type { CutRequest } from '../../../shared/protocol/cutRequest';
import type { Cell } from '../../../shared/protocol/job';
import type { Report } from '../../../shared/report/report';
import { inspect } from '../inspect/inspect';
import type { JobContext } from '../kinds/job';
import { findCut } from './findCut';

/**
 * Probes a model without one of its shortcuts; structure and skips in the report are those of the whole
 * network.
 */
export const cut = (job: CutRequest, context: JobContext<Report, Cell<never>>): Promise<Report> =>
  inspect(job, context, {
    chooseAblation: (graph, skips) => findCut(graph, skips, job.cut),
  });

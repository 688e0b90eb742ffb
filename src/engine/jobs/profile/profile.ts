import { findSkips } from '../../../analysis/skips/findSkips';
import { standardProbe } from '../../../shared/protocol/inspectRequest';
import type { Cell } from '../../../shared/protocol/job';
import type { ProfileRequest } from '../../../shared/protocol/profileRequest';
import type { Report } from '../../../shared/report/report';
import { thresholdsWith } from '../../../shared/report/thresholds';
import { outputLosses } from '../../probe/outputLosses';
import { draftReport } from '../inspect/draft';
import { frontends } from '../inspect/frontends';
import { openModel } from '../inspect/openModel';
import { withOverrides } from '../inspect/overrides';
import { readSubject } from '../inspect/readSubject';
import { refuseUnreportable } from '../inspect/reportable';
import type { JobContext } from '../kinds/job';

/** Opens a model, reads its network, and times its training steps. */
export async function profile(
  asked: ProfileRequest,
  context: JobContext<Report, Cell<never>>,
): Promise<Report> {
  const probe = { ...standardProbe, ...asked.probe, ...asked.profile, seeds: 1 };
  const request = await withOverrides({ ...asked, probe });
  const subject = await readSubject(request);
  const model = await openModel(subject, request, context, frontends);
  const { description, runtime } = model;
  refuseUnreportable(description);
  context.progress({ stage: 'finding skips' });
  const skips = findSkips(description.graph);
  const limits = thresholdsWith(request.thresholds ?? {});
  const losses = outputLosses(description, request.probe);
  const draft = draftReport({
    first: description,
    ...{ runtime, skips, losses, limits },
    probing: false,
  });
  await context.partial(draft);
  return draft;
}

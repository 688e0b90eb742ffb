import { findFindings } from '../../../analysis/findings/findFindings';
import { findSkips } from '../../../analysis/skips/findSkips';
import { standardProbe, type ProbeOptions } from '../../../shared/protocol/inspectRequest';
import type { Cell } from '../../../shared/protocol/job';
import type { ProfileRequest } from '../../../shared/protocol/profileRequest';
import type { Report } from '../../../shared/report/report';
import { thresholdsWith } from '../../../shared/report/thresholds';
import { functionCaller } from '../../frontends/javascript/javascriptFrontend';
import { outputLosses } from '../../probe/outputLosses';
import { runProfile } from '../../profile/runProfile';
import { withPlainTensors } from '../../tfjs/plainTensors';
import { besides, draftReport } from '../inspect/draft';
import { frontends } from '../inspect/frontends';
import { openModel } from '../inspect/openModel';
import { withOverrides } from '../inspect/overrides';
import { readSubject } from '../inspect/readSubject';
import { refuseUnreportable } from '../inspect/reportable';
import type { JobContext } from '../kinds/job';

/** Data, loss and optimizer as for a probe, and the batch and the seed of the profile. */
const optionsOf = ({ probe, profile }: ProfileRequest): ProbeOptions => ({
  ...standardProbe,
  ...probe,
  steps: 1,
  seeds: 1,
  batchSize: profile.batchSize,
  seed: profile.seed,
});

/**
 * Opens a model, reads its network, and takes training steps against the clock. The report has no probe. Rejects
 * with a `Failure` that says why steps cannot be taken, after the report of the structure.
 */
export async function profile(
  asked: ProfileRequest,
  context: JobContext<Report, Cell<never>>,
): Promise<Report> {
  const options = optionsOf(asked);
  const request = await withOverrides({ ...asked, probe: options });
  const subject = await readSubject(request);
  const model = await openModel(subject, request, context, frontends);
  const { description, runtime } = model;
  refuseUnreportable(description);
  context.progress({ stage: 'finding skips' });
  const skips = findSkips(description.graph);
  const limits = thresholdsWith(request.thresholds ?? {});
  const losses = outputLosses(description, request.probe);
  const first = description;
  const draft = draftReport({ first, runtime, skips, losses, probing: false, limits });
  if (description.cannotRun !== undefined) return draft;
  await context.partial(draft);
  const { profile: costs, notMeasured } = await runProfile({
    model,
    skips,
    settings: asked.profile,
    options: request.probe ?? options,
    callFunction: withPlainTensors(functionCaller(subject)),
    onStep: (done, total) => context.progress({ stage: 'profiling', done, total }),
  });
  context.progress({ stage: 'writing report' });
  const subjectOfRules = {
    graph: description.graph,
    network: draft.network,
    skips,
    losses,
    profile: costs,
    ...besides(description),
  };
  return {
    ...draft,
    profile: costs,
    findings: findFindings(subjectOfRules, limits),
    notMeasured: [...draft.notMeasured, ...notMeasured],
  };
}

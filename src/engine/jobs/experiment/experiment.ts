import type { ExperimentCell, ExperimentDraft } from '../../../shared/experiment/experiment';
import { standardProbe } from '../../../shared/protocol/inspectRequest';
import type { ExperimentRequest } from '../../../shared/protocol/experimentRequest';
import type { Cell } from '../../../shared/protocol/job';
import type { Disposable } from '../../../shared/base/lifecycle';
import type { Frontend } from '../../model/frontend';
import type { OpenedModel } from '../../model/openedModel';
import type { Subject } from '../../model/subject';
import { withOverrides } from '../inspect/overrides';
import { frontendFor, placeOf, prepare } from '../inspect/frontends';
import { readSubject } from '../inspect/readSubject';
import { missingCells } from '../kinds/cells';
import type { JobContext } from '../kinds/job';
import { planned, type Opened } from './planned';

type Context = JobContext<ExperimentDraft, Cell<ExperimentCell>>;

/** Starts the runtime, announces where user code runs from now on, which locks the process, and opens the model. */
async function open(
  subject: Subject,
  request: ExperimentRequest,
  context: Pick<JobContext, 'progress' | 'keep' | 'running'>,
): Promise<{ readonly model: OpenedModel; readonly frontend: Frontend<Subject> }> {
  const frontend = frontendFor(subject);
  context.progress({ stage: 'loading backend' });
  await frontend.openRuntime(request.backend);
  context.progress({ stage: 'building model' });
  await prepare(frontend, context.keep);
  context.running(placeOf(subject, frontend), { allowNetwork: request.allowNetwork ?? false });
  return { frontend, model: await frontend.open(subject, request.experiment.seed) };
}

/** Reads the subject under the workspace's overrides and opens its model. The caller disposes of it. */
export async function openSubject(
  asked: ExperimentRequest,
  context: Pick<JobContext, 'progress' | 'keep' | 'running'>,
): Promise<Opened & Disposable> {
  const probe = asked.probe ?? standardProbe;
  const request = { ...asked, ...(await withOverrides({ ...asked, probe })) };
  // Not to be probed: the numbers of an experiment are TensorFlow.js's on every route.
  const subject = { ...(await readSubject(request)), isProbed: false };
  const { model, frontend } = await open(subject, request, context);
  const others = new Map<string, Promise<OpenedModel>>();
  return {
    request,
    subject,
    model,
    openWith: (own) => {
      const given = { ...subject.arguments, ...own };
      const key = JSON.stringify(given);
      const opened =
        others.get(key) ?? frontend.open({ ...subject, arguments: given }, request.experiment.seed);
      others.set(key, opened);
      return opened;
    },
    dispose: () => {
      model.dispose();
      for (const other of others.values())
        void other.then(
          (made) => made.dispose(),
          () => undefined,
        );
    },
  };
}

/**
 * Plans an experiment on a model and computes the cells of one process's share, pilots first. Gives the draft:
 * what the cells say is for their reader. Rejects with a `Failure` that says why an experiment makes no sense.
 */
export async function experiment(
  asked: ExperimentRequest,
  context: Context,
): Promise<ExperimentDraft> {
  const opened = await openSubject(asked, context);
  const { request } = opened;
  try {
    const { draft, cells } = await planned(opened, context.cells);
    await context.partial(draft);
    if (request.onlyPlan) return draft;
    const { index, of } = request.part ?? { index: 0, of: 1 };
    const share = draft.plan.filter((_, at) => at % of === index);
    const missing = new Set(
      missingCells(
        share.map(({ id }) => id),
        draft.kept,
      ),
    );
    for (const cell of share) if (missing.has(cell.id)) await cells.complete(cell, context);
    return draft;
  } finally {
    opened.dispose();
  }
}

import { toFailureInfo } from '../../../shared/base/failures';
import { experiments } from '../../../analysis/experiments/registry';
import { experimentNames, type ExperimentName } from '../../../shared/experiment/experiment';
import type { ExperimentOffer } from '../../../shared/experiment/offer';
import type { InspectRequest } from '../../../shared/protocol/inspectRequest';
import { failureMessage } from '../../../shared/words/message';
import type { JobContext } from '../kinds/job';
import { openSubject } from './experiment';
import { armsOf, planned, type KnownCosts, type Opened } from './planned';

const SEED = 1;

/** The obstacle to an experiment; `undefined` if it makes sense. */
async function whyNot(run: () => unknown): Promise<ExperimentOffer['refusal']> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return failureMessage(toFailureInfo(error));
  }
}

async function offerOf(
  opened: Opened,
  name: ExperimentName,
  known: KnownCosts,
): Promise<ExperimentOffer> {
  let cost: ExperimentOffer['cost'];
  const experiment = { name, seed: SEED };
  const asked = { ...opened, request: { ...opened.request, experiment, onlyPlan: true } };
  const refusal = await whyNot(async () => {
    const { arms, options, estimate } = (await planned(asked, [], known)).draft;
    const ids = (of: typeof arms) => of.map(({ id }) => id);
    const mainArms = ids(arms.filter(({ skip }) => skip === undefined));
    if (estimate) cost = { options, arms: ids(arms), mainArms, estimate };
  });
  return refusal ? { experiment: name, refusal } : { experiment: name, ...(cost && { cost }) };
}

/**
 * Tells of each experiment what it takes on a model here, or why it makes no sense for it: the reasons at once,
 * the costs as they are measured, one after the other.
 */
export async function offers(
  asked: InspectRequest,
  context: JobContext<readonly ExperimentOffer[]>,
): Promise<readonly ExperimentOffer[]> {
  const request = { ...asked, experiment: { name: experimentNames[0], seed: SEED } };
  const opened = await openSubject(request, context);
  const known: KnownCosts = new Map();
  const made: ExperimentOffer[] = [];
  try {
    const { description } = opened.model;
    for (const experiment of experimentNames) {
      const refusal = await whyNot(() => armsOf(experiments[experiment], description));
      made.push({ experiment, ...(refusal && { refusal }) });
    }
    await context.partial([...made]);
    for (const [at, { experiment, refusal }] of made.entries()) {
      context.progress({ stage: 'running experiment', done: at, total: made.length });
      if (refusal) continue;
      made[at] = await offerOf(opened, experiment, known);
      await context.partial([...made]);
    }
    return made;
  } finally {
    opened.dispose();
  }
}

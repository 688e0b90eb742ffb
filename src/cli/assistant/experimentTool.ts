import os from 'node:os';
import type * as v from 'valibot';
import { summarise } from '../../analysis/experiments/summarise';
import { runExperiment, type ExperimentProgress } from '../../engineClient/experimentRun';
import { experimentCommand } from '../../export/experimentCommand';
import { Failure } from '../../shared/base/failures';
import type { ExperimentResult } from '../../shared/experiment/experiment';
import type { ExperimentRequest } from '../../shared/protocol/experimentRequest';
import { answerText } from '../../shared/words/assistant/answer';
import { experimentParts } from '../../shared/words/assistant/experimentAnswer';
import { durationText, experimentQuestion } from '../../shared/words/experimentWords';
import { requestFor } from '../run/engine';
import { mostProcesses } from '../run/experimentOptions';
import { estimateText, planOf, withinBudget, type PlannedWork } from '../run/experimentPlan';
import { journalFolder } from '../run/folders';
import { oneLine, oneLined } from '../terminal/visible';
import { version } from '../terminal/version';
import { experimentInput } from './inputs';
import { runWith, type ModelRun } from './running';
import { makeTool, type ToolWork } from './tool';
import type { ToolCall } from './toolHost';

type ExperimentWork = ToolWork<v.InferOutput<typeof experimentInput>>;

const USUAL_MINUTES = 2;
const SECONDS = 60;

function requestOf({ target, root, run }: ModelRun, { input }: ExperimentWork): ExperimentRequest {
  const { experiment: name, steps, seeds, batch } = input;
  const seed = run.probe?.seed ?? 1;
  return {
    ...requestFor(target, run, root),
    experiment: { name, seed, steps, seeds, batchSize: batch },
  };
}

/** Tells a client of the cells. */
function cellTeller(title: string, tell: ToolCall['progress']) {
  let last = -1;
  return ({ done, total, secondsLeft }: ExperimentProgress): void => {
    if (done <= last) return;
    last = done;
    const left = secondsLeft === undefined ? '' : `, about ${durationText(secondsLeft)} left`;
    tell({ progress: done, total, message: `${title}: ${done} of ${total} cells${left}` });
  };
}

/** The structure that knows the lines of skip connections: only where networks lack one. */
async function structureOf(result: ExperimentResult, planned: PlannedWork) {
  if (!result.arms.some(({ skip }) => skip !== undefined)) return undefined;
  const job = { kind: 'inspect', ...planned.request, probe: null } as const;
  return oneLined(await planned.client.run(job, {}, planned.signal));
}

async function results(planned: PlannedWork, run: ModelRun, work: ExperimentWork): Promise<string> {
  const { client, processes, signal } = planned;
  const { site, at } = run.target;
  const request = await withinBudget(planned);
  const progress = cellTeller(work.input.experiment, work.progress);
  const { draft, cells, stopped } = await runExperiment(client, request, {
    processes,
    signal,
    progress,
  });
  if (stopped) throw new Failure('cancelled', work.input.experiment);
  const target = site === '' ? at.file : `${at.file}#${site}`;
  const command = oneLine(experimentCommand(target, request, processes));
  const result = summarise(draft, cells);
  const structure = await structureOf(result, planned);
  return answerText([
    ...experimentParts(oneLined(result), structure),
    { lines: [`The same in a terminal: ${command}`] },
  ]);
}

async function answer(work: ExperimentWork): Promise<string> {
  const { input } = work;
  const journals = { folder: journalFolder(), version };
  return runWith(work, journals, async (run) => {
    const planned: PlannedWork = {
      client: run.engine.client,
      request: requestOf(run, work),
      budget: (input.minutes ?? USUAL_MINUTES) * SECONDS,
      processes: mostProcesses(os.availableParallelism()),
      signal: run.interrupt.signal,
    };
    if (input.estimate !== true) return results(planned, run, work);
    const plan = await planOf(planned);
    return `${experimentQuestion(input.experiment)}\n${estimateText(plan, planned.processes)}`;
  });
}

/** Runs an experiment on a model. */
export const experimentTool = makeTool({
  name: 'experiment',
  title: 'Experiment on a network',
  description:
    'Answers a question about one definition by training: the network is changed in one point, and both are measured over several seeds with statistics. For questions about what skip connections are worth in this network, what it loses without one of its blocks, about depth, learning rates, initialisers, or the lengths of gradient paths. It runs code of the workspace; paths, shattering and u-shape take seconds, the others minutes: ask for the estimate first. Repeat the steps, seeds and data that a sentence names; undecided means that so few seeds do not tell, not that there is no difference; nothing follows for a training to the end.',
  runsCode: true,
  input: experimentInput,
  answer,
});

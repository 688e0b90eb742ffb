import { fitBudget } from '../../analysis/experiments/plan';
import { experiments } from '../../analysis/experiments/registry';
import { Failure } from '../../shared/base/failures';
import type { Estimate, ExperimentDraft } from '../../shared/experiment/experiment';
import type {
  ExperimentRequest,
  ExperimentSettings,
} from '../../shared/protocol/experimentRequest';
import type { JobRunner } from '../../shared/protocol/jobs';
import { durationText } from '../../shared/words/experimentWords';
import { counted } from '../../shared/words/format';
import { message } from '../../shared/words/message';

/** An experiment that is not run yet. */
export interface PlannedWork {
  readonly client: JobRunner;
  readonly request: ExperimentRequest;
  /** Seconds that training may take. */
  readonly budget: number;
  readonly processes: number;
  readonly signal: AbortSignal;
}

type Plan = ExperimentDraft & { readonly estimate: Estimate };

/** The plan with its estimate; computes no cell. Rejects with a `Failure`. */
export async function planOf({ client, request, signal }: PlannedWork): Promise<Plan> {
  const job = { kind: 'experiment', ...request, onlyPlan: true } as const;
  const draft = await client.run(job, {}, signal);
  const { estimate } = draft;
  if (!estimate) throw new Failure('protocol-mismatch', 'experiment');
  return { ...draft, estimate };
}

/**
 * The request with what the budget holds, where something trains and the number of steps is not given. All
 * processes get the same numbers. Rejects with a `Failure` where nothing fits.
 */
export async function withinBudget(work: PlannedWork): Promise<ExperimentRequest> {
  const { request, budget, processes } = work;
  const { name, steps } = request.experiment;
  if (!experiments[name].searchesRate || steps !== undefined) return request;
  const { arms, options, estimate } = await planOf(work);
  const { secondsPerCell, pilots } = estimate;
  const fit = fitBudget({ arms, options, secondsPerCell, pilots }, budget * processes);
  if (!fit.steps) {
    const least = durationText(fit.leastSeconds / processes);
    const values = { least, budget: durationText(budget) };
    throw new Failure('usage', message('experiments.over-budget', values));
  }
  const main = arms.filter(({ skip }) => skip === undefined).map(({ id }) => id);
  const settings: ExperimentSettings = {
    ...request.experiment,
    steps: fit.steps,
    ...(fit.onlyMain && { arms: main }),
  };
  return { ...request, experiment: settings };
}

/** One sentence on the size and the time of a plan. */
export function estimateText(draft: Plan, processes: number): string {
  const { cells, pilots, seconds } = draft.estimate;
  const time = durationText(seconds / processes);
  const work = [counted(cells, 'cell'), ...(pilots > 0 ? [counted(pilots, 'pilot')] : [])].join(
    ' and ',
  );
  const { steps, seeds } = draft.options;
  const of = steps > 0 ? `, ${counted(steps, 'step')} each` : '';
  return `${counted(draft.arms.length, 'network')}, ${counted(seeds, 'seed')}${of}: ${work}, about ${time} on ${processes} ${processes === 1 ? 'process' : 'processes'}.`;
}

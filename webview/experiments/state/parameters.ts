import type { ExperimentName } from '../../../src/shared/experiment/experiment';
import type { ExperimentOffer, OfferedCost } from '../../../src/shared/experiment/offer';
import type { ExperimentSettings } from '../../../src/shared/protocol/experimentRequest';

/** Minutes that a training may take. */
export const budgets = [1, 5, 15] as const;
export const defaultBudget = 5;

/** Settings of the user; the experiment's own where absent. */
export interface Parameters {
  readonly budget: number;
  readonly steps?: number | undefined;
  readonly seeds?: number | undefined;
  /** Networks about a single skip are part of it; where the budget holds them if absent. */
  readonly singleSkips?: boolean | undefined;
  /** On the digits that are shipped, in place of the probe's data. */
  readonly digits?: boolean;
}

/** The size of a run. */
export interface Planned {
  readonly arms: readonly string[];
  /** Some networks are left out. */
  readonly onlyMain: boolean;
  readonly steps: number;
  readonly seeds: number;
  /** Of all processes together; absent where it cannot be told without a measurement. */
  readonly seconds?: number;
  /** It takes longer than its budget. */
  readonly overBudget: boolean;
}

type Size = Pick<Planned, 'arms' | 'steps' | 'seeds'>;

const LEAST_STEPS = 50;
const ROUND = 10;

const secondsOf = ({ options, estimate }: OfferedCost, { arms, steps, seeds }: Size): number => {
  const share = options.steps > 0 ? steps / options.steps : 1;
  return estimate.secondsPerCell * share * (arms.length * seeds + estimate.pilots / 2);
};

/** Steps that a budget holds, in tens, at most the experiment's own. */
function stepsWithin(cost: OfferedCost, size: Omit<Size, 'steps'>, seconds: number): number {
  const { steps } = cost.options;
  const most = (seconds / secondsOf(cost, { ...size, steps })) * steps;
  return Math.min(steps, Math.floor(most / ROUND) * ROUND);
}

/** The size of a run with these parameters, from the measured cost; `undefined` before that is there. */
export function planOf(
  { cost }: ExperimentOffer,
  { budget, singleSkips, ...own }: Parameters,
  processes: number,
): Planned | undefined {
  if (!cost) return undefined;
  const seeds = own.seeds ?? cost.options.seeds;
  const isTrained = cost.options.steps > 0;
  const within = budget * 60 * processes;
  const fits = (arms: readonly string[]): number =>
    own.steps ?? (isTrained ? stepsWithin(cost, { arms, seeds }, within) : 0);
  const hasSingle = cost.arms.length > cost.mainArms.length;
  const isChosen = !isTrained || own.steps !== undefined;
  const takesAll = singleSkips ?? (isChosen || fits(cost.arms) >= LEAST_STEPS);
  const arms = takesAll ? cost.arms : cost.mainArms;
  const least = Math.min(LEAST_STEPS, cost.options.steps);
  const steps = own.steps ?? Math.max(least, fits(arms));
  const known = isTrained || steps === 0;
  const seconds = secondsOf(cost, { arms, steps, seeds }) / processes;
  return {
    ...{ arms, steps, seeds },
    onlyMain: hasSingle && !takesAll,
    overBudget: known && seconds > 1.01 * budget * 60,
    ...(known && { seconds }),
  };
}

/** The settings of a run: every number is set, so that the same command repeats it. */
export const settingsOf = (
  experiment: ExperimentName,
  { steps, seeds, arms, onlyMain }: Planned,
): ExperimentSettings => ({
  ...{ name: experiment, seed: 1, seeds },
  ...(steps > 0 && { steps }),
  ...(onlyMain && { arms }),
});

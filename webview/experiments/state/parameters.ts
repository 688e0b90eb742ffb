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
  /** Of all processes together; absent if it cannot be told without a measurement. */
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

interface Asked {
  readonly cost: OfferedCost;
  readonly parameters: Parameters;
  readonly seeds: number;
  /** Seconds of processor time that the budget holds. */
  readonly within: number;
}

/** Steps for some networks: those that were set, or those that the budget holds. */
const stepsFor = ({ cost, parameters, seeds, within }: Asked, arms: readonly string[]): number =>
  parameters.steps ?? (cost.options.steps > 0 ? stepsWithin(cost, { arms, seeds }, within) : 0);

/** The networks of a run: all if the budget holds them, and the main ones otherwise. */
function armsFor(asked: Asked): readonly string[] {
  const { cost, parameters } = asked;
  const isFree = cost.options.steps === 0 || parameters.steps !== undefined;
  const fits = isFree || stepsFor(asked, cost.arms) >= LEAST_STEPS;
  return (parameters.singleSkips ?? fits) ? cost.arms : cost.mainArms;
}

/** The size of a run with these parameters, from the measured cost; `undefined` before that is there. */
export function planOf(
  { cost }: ExperimentOffer,
  parameters: Parameters,
  processes: number,
): Planned | undefined {
  if (!cost) return undefined;
  const seconds = parameters.budget * 60;
  const seeds = parameters.seeds ?? cost.options.seeds;
  const asked: Asked = { cost, parameters, seeds, within: seconds * processes };
  const arms = armsFor(asked);
  const least = Math.min(LEAST_STEPS, cost.options.steps);
  const steps = parameters.steps ?? Math.max(least, stepsFor(asked, arms));
  const isKnown = cost.options.steps > 0 || steps === 0;
  const taken = secondsOf(cost, { arms, steps, seeds }) / processes;
  return {
    arms,
    steps,
    seeds,
    onlyMain: arms.length < cost.arms.length,
    overBudget: isKnown && taken > 1.01 * seconds,
    ...(isKnown && { seconds: taken }),
  };
}

/** The settings of a run: every number is set, so that the same command repeats it. */
export const settingsOf = (
  experiment: ExperimentName,
  { steps, seeds, arms, onlyMain }: Planned,
): ExperimentSettings => ({
  name: experiment,
  seed: 1,
  seeds,
  ...(steps > 0 && { steps }),
  ...(onlyMain && { arms }),
});

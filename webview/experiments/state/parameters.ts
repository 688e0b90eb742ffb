import { experiments } from '../../../src/analysis/experiments/registry';
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
  readonly samples?: number | undefined;
  readonly batchSize?: number | undefined;
  /** The first seed; 1 if absent. */
  readonly seed?: number | undefined;
  /**
   * Values of an argument that makes the network deeper, for the experiment on depth; too few of them are not
   * understood yet.
   */
  readonly depths?: readonly number[] | undefined;
  /** The name of that argument; found by building if absent. */
  readonly depthArgument?: string | undefined;
  /** On the digits that are shipped, in place of the probe's data. */
  readonly digits?: boolean;
}

/** A setting that both the panel and the terminal have. */
interface Field {
  /** The control of the panel. */
  readonly action: string;
  /** The flag of the terminal. */
  readonly flag: string;
  /** The only experiment that it is of; all if absent. */
  readonly only?: ExperimentName;
}

/** The settings of a run, in the order of the panel, each with its flag in the terminal. */
export const fields: readonly Field[] = [
  { action: 'budget', flag: 'budget' },
  { action: 'seeds', flag: 'seeds' },
  { action: 'steps', flag: 'steps' },
  { action: 'data', flag: 'data' },
  { action: 'depths', flag: 'depths', only: 'depth' },
  { action: 'depth-argument', flag: 'depth-argument', only: 'depth' },
  { action: 'single-skips', flag: 'arm' },
  { action: 'samples', flag: 'samples' },
  { action: 'batch', flag: 'batch' },
  { action: 'seed', flag: 'seed' },
];

/** Tells whether an experiment takes a setting. */
export const hasField = (experiment: ExperimentName, action: string): boolean =>
  fields.some((each) => each.action === action && (each.only ?? experiment) === experiment);

/** Numbers in a text; `undefined` if it is empty. */
export function depthsOf(text: string): readonly number[] | undefined {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  if (words.length === 0) return undefined;
  return words.every((word) => /^[1-9]\d{0,5}$/.test(word)) ? words.map(Number) : [];
}

const LEAST_DEPTHS = 2;

/** Depths are asked for that cannot be run: fewer than two, or no whole numbers. */
export const lacksDepths = (experiment: ExperimentName, { depths }: Parameters): boolean =>
  experiment === 'depth' && depths !== undefined && depths.length < LEAST_DEPTHS;

/** The size of a run. */
export interface Planned {
  /** Absent if they are not known before the model is built. */
  readonly arms?: readonly string[];
  /** Some networks are left out. */
  readonly onlyMain: boolean;
  readonly steps: number;
  readonly seeds: number;
  /** Of all processes together; absent if it cannot be told without a measurement. */
  readonly seconds?: number;
  /** It takes longer than its budget. */
  readonly overBudget: boolean;
}

type Size = Required<Pick<Planned, 'arms' | 'steps' | 'seeds'>>;

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

/** The size of a run whose time nobody knows. */
function unmeasured(experiment: ExperimentName, { steps, seeds }: Parameters): Planned {
  const { standard } = experiments[experiment];
  return {
    steps: steps ?? standard.steps,
    seeds: seeds ?? standard.seeds,
    onlyMain: false,
    overBudget: false,
  };
}

/**
 * The size of a run with these parameters. `undefined` before its cost is measured, if that decides the steps, and
 * if it makes no sense.
 */
export function planOf(
  { experiment, refusal, cost }: ExperimentOffer,
  parameters: Parameters,
  processes: number,
): Planned | undefined {
  if (lacksDepths(experiment, parameters)) return undefined;
  if (experiment === 'depth' && parameters.depths) return unmeasured(experiment, parameters);
  if (refusal) return undefined;
  if (cost) return measured(cost, parameters, processes);
  return experiments[experiment].searchesRate ? undefined : unmeasured(experiment, parameters);
}

/** The size of a run from its measured cost. */
function measured(cost: OfferedCost, parameters: Parameters, processes: number): Planned {
  const seconds = parameters.budget * 60;
  const seeds = parameters.seeds ?? cost.options.seeds;
  const asked: Asked = { cost, parameters, seeds, within: seconds * processes };
  const arms = armsFor(asked);
  const least = Math.min(LEAST_STEPS, cost.options.steps);
  const steps = parameters.steps ?? Math.max(least, stepsFor(asked, arms));
  const isLike = parameters.samples === undefined && parameters.batchSize === undefined;
  const isKnown = isLike && (cost.options.steps > 0 || steps === 0);
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
  { samples, batchSize, seed = 1, depths, depthArgument }: Omit<Parameters, 'budget'> = {},
): ExperimentSettings => ({
  name: experiment,
  seed,
  seeds,
  ...(steps > 0 && { steps }),
  ...(onlyMain && { arms }),
  ...(samples !== undefined && { samples }),
  ...(batchSize !== undefined && { batchSize }),
  ...(experiment === 'depth' && depths && { depths, ...(depthArgument && { depthArgument }) }),
});

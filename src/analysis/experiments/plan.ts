import type { Arm, ExperimentOptions, PlannedCell } from '../../shared/experiment/experiment';

/** Rates that the pilots try for an optimizer of ours; for the model's own, multiples of its rate. */
const USUAL_RATES = [0.003, 0.01, 0.03, 0.1] as const;
const MULTIPLES = [0.1, 0.3, 1, 3] as const;

/** Seeds of pilots start here; they never enter a result. */
const PILOT_SEED = 9001;

export const pilotRates = (own: number | undefined): number[] =>
  own === undefined ? [...USUAL_RATES] : MULTIPLES.map((factor) => factor * own);

/** The pilots of one arm: half of the steps, one seed, every rate. */
export const pilotsOf = (arm: Arm, rates: readonly number[]): PlannedCell[] =>
  rates.map((pilotRate) => ({
    id: `pilot/${arm.id}/${pilotRate}`,
    arm: arm.id,
    seed: PILOT_SEED,
    pilotRate,
  }));

/** One cell for each arm and seed, seed by seed: what is there when a run is stopped can be compared. */
export const planOf = (
  arms: readonly Arm[],
  { seeds, seed }: Pick<ExperimentOptions, 'seeds' | 'seed'>,
): PlannedCell[] =>
  Array.from({ length: seeds }, (_, i) => seed + i).flatMap((own) =>
    arms.map(({ id }) => ({ id: `${id}/${own}`, arm: id, seed: own })),
  );

const LEAST_STEPS = 50;
const ROUND = 10;

/** The trainings that fit a budget; none if it is too small for one. */
export interface Fit {
  /** 0 if not even the least training fits. */
  readonly steps: number;
  /** Arms about a single skip are left out. */
  readonly onlyMain: boolean;
  /** Seconds that the least plan takes. */
  readonly leastSeconds: number;
}

interface Budget {
  readonly arms: readonly Arm[];
  readonly options: ExperimentOptions;
  readonly secondsPerCell: number;
  readonly pilots: number;
}

/**
 * Fits a plan into a budget: fewer steps, then only the arms that are not about a single skip, never fewer
 * seeds. Below 50 steps nothing trains.
 */
export function fitBudget({ arms, options, secondsPerCell, pilots }: Budget, seconds: number): Fit {
  const perStep = secondsPerCell / options.steps;
  const main = arms.filter(({ skip }) => skip === undefined);
  const stepsFor = (count: number): number => {
    // A pilot is half a cell.
    const most = seconds / (perStep * (count * options.seeds + pilots / 2));
    return Math.min(options.steps, Math.floor(most / ROUND) * ROUND);
  };
  const leastSeconds = perStep * LEAST_STEPS * (main.length * options.seeds + pilots / 2);
  const all = stepsFor(arms.length);
  if (all >= LEAST_STEPS) return { steps: all, onlyMain: false, leastSeconds };
  const few = stepsFor(main.length);
  return { steps: few >= LEAST_STEPS ? few : 0, onlyMain: true, leastSeconds };
}

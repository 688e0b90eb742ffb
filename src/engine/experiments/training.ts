import type { ExperimentOptions } from '../../shared/experiment/experiment';
import type { Evaluation, Lab } from '../model/lab';
import {
  timed,
  timedStep,
  withLab,
  type CellRun,
  type CellWork,
  type Measurement,
} from './cellRun';
import { weightsHash } from './weightsHash';

const MOST_POINTS = 200;
/** A loss that ends so many times above where it began has diverged. */
const DIVERGED = 10;

/** The rate of one step (a half cosine down to zero, Loshchilov and Hutter 2017). */
export function rateAt(
  { schedule, steps }: Pick<ExperimentOptions, 'schedule' | 'steps'>,
  rate: number,
  step: number,
): number {
  return schedule === 'constant' ? rate : (rate / 2) * (1 + Math.cos((Math.PI * step) / steps));
}

type Point = readonly [step: number, loss: number | null];

/** At most 200 points of a curve, the first and the last among them. */
export function thinned(losses: readonly number[]): Point[] {
  const every = Math.max(1, Math.ceil(losses.length / MOST_POINTS));
  return losses.flatMap((loss, step): Point[] =>
    step % every === 0 || step === losses.length - 1
      ? [[step, Number.isFinite(loss) ? loss : null]]
      : [],
  );
}

/** Trains until the steps are done or the loss is not finite; gives the loss before each step. */
export async function train(lab: Lab, run: CellRun): Promise<number[]> {
  const { options, rate, data } = run;
  const losses: number[] = [];
  for (let step = 0; step < options.steps; step++) {
    const loss = await lab.train(data.batch(step), rateAt(options, rate, step));
    losses.push(loss);
    run.onStep(step + 1, options.steps);
    if (!Number.isFinite(loss)) break;
  }
  return losses;
}

interface TrainedLosses {
  readonly start: Evaluation;
  readonly end: Evaluation;
  readonly losses: readonly number[];
}

/** `true` if a training ended early, or at a loss that is not finite or far above where it began. */
export const hasDiverged = (
  { start, end, losses }: TrainedLosses,
  { steps }: Pick<ExperimentOptions, 'steps'>,
): boolean =>
  !Number.isFinite(end.loss) || end.loss > DIVERGED * Math.abs(start.loss) || losses.length < steps;

/** The first layer's multiplying weight, by its position; −1 if there is none. */
const firstKernel = ({ model: { description } }: CellRun): number => {
  const ids = description.graph.layers
    .filter(({ operation }) => operation.type === 'transform')
    .map(({ id }) => id);
  const kernels = description.weights
    .map((weight, at) => ({ ...weight, at, place: ids.indexOf(weight.layer) }))
    .filter(({ trainable, place, name }) => trainable && place >= 0 && !/bias/i.test(name))
    .sort((a, b) => a.place - b.place);
  return kernels[0]?.at ?? -1;
};

async function compute(run: CellRun): Promise<Measurement> {
  const { options, data } = run;
  return withLab(run, async (lab) => {
    const kernel = firstKernel(run);
    const gradient =
      kernel < 0 ? NaN : await lab.weightGradient(data.measured(options.samples), kernel);
    const start = await lab.evaluate(data.measured(options.samples), 'training');
    const losses = await train(lab, run);
    const end = await lab.evaluate(data.measured(options.samples), 'training');
    const numbers = { loss: end.loss, firstGradient: gradient, error: end.error };
    return {
      outcome: hasDiverged({ start, end, losses }, options) ? 'diverged' : 'done',
      numbers: finite(numbers),
      curve: thinned(losses),
      weightsSha256: weightsHash(await lab.weights()),
    };
  });
}

/** The numbers that could be measured. */
export const finite = (
  numbers: Readonly<Record<string, number | undefined>>,
): Measurement['numbers'] =>
  Object.fromEntries(
    Object.entries(numbers).flatMap(([name, value]) =>
      value !== undefined && Number.isFinite(value) ? [[name, value]] : [],
    ),
  );

async function cost(run: CellRun): Promise<number> {
  const { options, data, rate } = run;
  const { build } = run.model.milliseconds;
  return withLab(run, async (lab) => {
    const step = await timedStep((at) => lab.train(data.batch(at), rate));
    const evaluation = await timed(() => lab.evaluate(data.measured(options.samples), 'training'));
    // The gradient at the start is one forward and one backward pass over the same samples.
    return (build + options.steps * step + 5 * evaluation) / 1000;
  });
}

/** Training to the end, and the gradient of the first layer before it. */
export const training: CellWork = { compute, cost };

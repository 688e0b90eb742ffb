import type { NormReading, StepReadings } from '../model/stepReadings';
import type { Trainer } from '../model/trainer';
import { timed, type CellRun, type CellWork, type Measurement } from './cellRun';
import { finite } from './training';

const logOf = ({ scale, squares }: NormReading): number =>
  Math.log10(scale) + Math.log10(squares) / 2;

/** Multiplying weights of transforming layers, in the order of the network. */
export function kernelsOf({ model: { description } }: CellRun): number[] {
  const layers = description.graph.layers
    .filter(({ operation }) => operation.type === 'transform')
    .map(({ id }) => id);
  return description.weights
    .map((weight, at) => ({ ...weight, at, place: layers.indexOf(weight.layer) }))
    .filter(({ trainable, place, name }) => trainable && place >= 0 && !/bias/i.test(name))
    .sort((a, b) => a.place - b.place)
    .map(({ at }) => at);
}

/** log₁₀ of ‖∂L/∂W‖ ÷ ‖W‖ of each kernel; not a number if no gradient came back. */
export const relative = (readings: StepReadings, kernels: readonly number[]): number[] =>
  kernels.map((at) => {
    const reading = readings.weights.get(at);
    return reading ? logOf(reading.gradient) - logOf(reading.update.before) : NaN;
  });

const meanOf = (values: readonly number[]): number => {
  const known = values.filter(Number.isFinite);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
};

/** Decades between the middle of a profile and its ends, a quarter of it each. */
export function middleToEnds(profile: readonly number[]): number {
  const quarter = Math.max(1, Math.floor(profile.length / 4));
  const middle = Math.floor(profile.length / 2) - Math.floor(quarter / 2);
  const ends = [...profile.slice(0, quarter), ...profile.slice(-quarter)];
  return meanOf(profile.slice(middle, middle + quarter + 1)) - meanOf(ends);
}

/** Uses a trainer and frees it. */
export async function withTrainer<T>(
  run: CellRun,
  use: (trainer: Trainer) => Promise<T>,
): Promise<T> {
  const trainer = await run.openTrainer();
  try {
    return await use(trainer);
  } finally {
    trainer.dispose();
  }
}

const compute = (run: CellRun): Promise<Measurement> =>
  withTrainer(run, async (trainer) => {
    const kernels = kernelsOf(run);
    const all: number[][] = [];
    for (let step = 0; step < run.options.steps; step++) {
      const readings = await trainer.step(run.data.batch(step), run.plan);
      all.push(relative(readings, kernels));
      run.onStep(step + 1, run.options.steps);
    }
    const profile = kernels.map((_, i) => meanOf(all.map((step) => step[i] ?? NaN)));
    return {
      outcome: 'done',
      numbers: finite({ middleToEnds: 10 ** middleToEnds(profile) }),
      series: { relativeGradient: profile.map((value) => (Number.isFinite(value) ? value : null)) },
    };
  });

const cost = (run: CellRun): Promise<number> =>
  withTrainer(run, async (trainer) => {
    const step = (): Promise<unknown> => trainer.step(run.data.batch(0), run.plan);
    await step();
    const one = await timed(step);
    return (run.model.milliseconds.build + run.options.steps * one) / 1000;
  });

/** The gradient of each layer's weights relative to the weights, from the first to the last layer. */
export const updates: CellWork = { compute, cost };

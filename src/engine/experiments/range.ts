import { checkedMultiples, checkSteps } from '../../analysis/experiments/kinds/learningRate';
import { timedStep, withLab, type CellRun, type CellWork, type Measurement } from './cellRun';
import { finite, thinned, train } from './training';

/** Rates from the least to the largest, in equal factors. */
const [LEAST, MOST] = [1e-4, 10];
const SMOOTHING = 0.9;
/** A loss so many times the least one ends the test. */
const ENDED = 4;

const rateAt = (step: number, steps: number): number =>
  LEAST * (MOST / LEAST) ** (step / Math.max(1, steps - 1));

/** Exponential means of losses, corrected for their start. */
function smoothed(losses: readonly number[]): number[] {
  let mean = 0;
  return losses.map((loss, i) => {
    mean = SMOOTHING * mean + (1 - SMOOTHING) * loss;
    return mean / (1 - SMOOTHING ** (i + 1));
  });
}

/** For each place, how many losses fall one after the other up to it, others between them left out. */
function falls(losses: readonly number[]): number[] {
  const lengths: number[] = [];
  for (const [i, loss] of losses.entries()) {
    const before = lengths.filter((_, j) => j < i && loss < (losses[j] ?? -Infinity));
    lengths.push(1 + Math.max(0, ...before));
  }
  return lengths;
}

/**
 * The middle of the longest fall of a curve (the `valley` rule of fastai 2.3, Howard and Gugger 2020): the
 * place of the rate to suggest.
 */
export function valley(losses: readonly number[]): number {
  const lengths = falls(losses);
  const longest = Math.max(...lengths);
  const end = lengths.indexOf(longest);
  const start = Math.max(0, end - longest);
  const third = (end - start) / 3;
  return start + Math.floor(third) + Math.floor(third / 2);
}

/** The rates of one test, the loss before each of its steps, and the rate that it suggests; 0 for none. */
async function rangeTest(
  run: CellRun,
  onStep: () => void,
): Promise<{ readonly means: readonly number[]; readonly rate: number }> {
  return withLab(run, async (lab) => {
    const { steps } = run.options;
    const losses: number[] = [];
    for (let step = 0; step < steps; step++) {
      const loss = await lab.train(run.data.batch(step), rateAt(step, steps));
      onStep();
      if (!Number.isFinite(loss) || loss > ENDED * Math.min(loss, ...losses)) break;
      losses.push(loss);
    }
    const means = smoothed(losses);
    return { means, rate: losses.length > 2 ? rateAt(valley(means), steps) : NaN };
  });
}

/** The loss after a training at one rate, from the same weights; not a number if it diverged. */
const lossAt = (run: CellRun, rate: number, onStep: () => void): Promise<number> =>
  withLab(run, async (lab) => {
    const options = { ...run.options, steps: checkSteps(run.options) };
    const losses = await train(lab, { ...run, options, rate, onStep });
    if (losses.length < options.steps || !Number.isFinite(losses.at(-1))) return NaN;
    return (await lab.evaluate(run.data.measured(options.samples), 'training')).loss;
  });

async function compute(run: CellRun): Promise<Measurement> {
  const total = run.options.steps + 3 * checkSteps(run.options);
  let done = 0;
  const onStep = (): void => run.onStep(++done, total);
  const { means, rate } = await rangeTest(run, onStep);
  const trained = async (multiple: number): Promise<number> =>
    Number.isFinite(rate) ? lossAt(run, multiple * rate, onStep) : NaN;
  const own = await trained(1);
  const { third, triple } = checkedMultiples;
  return {
    outcome: 'done',
    numbers: finite({
      rate,
      trained: own,
      third: (await trained(third)) / own,
      triple: (await trained(triple)) / own,
    }),
    curve: thinned(means),
    series: { loss: means },
  };
}

const cost = (run: CellRun): Promise<number> =>
  withLab(run, async (lab) => {
    const one = await timedStep((at) => lab.train(run.data.batch(at), LEAST));
    const steps = run.options.steps + 3 * checkSteps(run.options);
    return (run.model.milliseconds.build + steps * one) / 1000;
  });

/** Training while the rate rises (Smith 2017, §3.3), then at the rate that it suggests and around it. */
export const range: CellWork = { compute, cost };

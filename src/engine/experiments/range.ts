import { timedStep, withLab, type CellRun, type CellWork, type Measurement } from './cellRun';
import { finite, thinned } from './training';

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

const compute = (run: CellRun): Promise<Measurement> =>
  withLab(run, async (lab) => {
    const { steps } = run.options;
    const losses: number[] = [];
    for (let step = 0; step < steps; step++) {
      const loss = await lab.train(run.data.batch(step), rateAt(step, steps));
      run.onStep(step + 1, steps);
      if (!Number.isFinite(loss) || loss > ENDED * Math.min(loss, ...losses)) break;
      losses.push(loss);
    }
    const means = smoothed(losses);
    const rate = losses.length > 2 ? rateAt(valley(means), steps) : NaN;
    return {
      outcome: 'done',
      numbers: finite({ rate }),
      curve: thinned(means),
      series: { loss: means },
    };
  });

const cost = (run: CellRun): Promise<number> =>
  withLab(run, async (lab) => {
    const one = await timedStep((at) => lab.train(run.data.batch(at), LEAST));
    return (run.model.milliseconds.build + run.options.steps * one) / 1000;
  });

/** Training while the rate rises (Smith 2017, §3.3). */
export const range: CellWork = { compute, cost };

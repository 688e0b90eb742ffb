import { timedStep, type CellRun, type CellWork, type Measurement } from './cellRun';
import { finite, thinned } from './training';
import { kernelsOf, relative, withTrainer } from './updates';

const known = (profile: readonly number[] = []): (number | null)[] =>
  profile.map((value) => (Number.isFinite(value) ? value : null));

const compute = (run: CellRun): Promise<Measurement> =>
  withTrainer(run, async (trainer) => {
    const { steps } = run.options;
    const kernels = kernelsOf(run);
    const losses: number[] = [];
    let [first, last]: number[][] = [];
    for (let step = 0; step < steps; step++) {
      const readings = await trainer.step(run.data.batch(step), run.plan);
      losses.push(readings.loss);
      last = relative(readings, kernels);
      first ??= last;
      run.onStep(step + 1, steps);
      if (!Number.isFinite(readings.loss)) break;
    }
    const [start, end] = [losses[0], losses.at(-1)];
    return {
      outcome: losses.every(Number.isFinite) ? 'done' : 'diverged',
      numbers: finite({ lossBefore: start, lossAfter: end }),
      curve: thinned(losses),
      series: {
        loss: known(losses),
        relativeGradientBefore: known(first),
        relativeGradientAfter: known(last),
      },
    };
  });

const cost = (run: CellRun): Promise<number> =>
  withTrainer(run, async (trainer) => {
    const one = await timedStep((at) => trainer.step(run.data.batch(at), run.plan));
    return (one * run.options.steps + run.model.milliseconds.build) / 1000;
  });

/** Loss and gradients of a real training, step by step. */
export const watching: CellWork = { compute, cost };

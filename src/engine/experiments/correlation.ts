import type { Lab } from '../model/lab';
import { timed, withLab, type CellRun, type CellWork, type Measurement } from './cellRun';
import { segment, unlikeRow } from './rows';
import { finite, train } from './training';

/**
 * Autocorrelation of a sequence of vectors over lags, with their mean removed: 1 at lag 0. (Balduzzi et al.
 * 2017, §2, take that of one entry.)
 */
export function autocorrelation(values: ArrayLike<number>, rows: number, lags: number): number[] {
  const size = values.length / rows;
  const mean = new Float64Array(size);
  for (let t = 0; t < rows; t++)
    for (let i = 0; i < size; i++) mean[i] = (mean[i] ?? 0) + (values[t * size + i] ?? 0) / rows;
  const covariance = (lag: number): number => {
    let sum = 0;
    for (let t = 0; t + lag < rows; t++)
      for (let i = 0; i < size; i++) {
        const m = mean[i] ?? 0;
        sum += ((values[t * size + i] ?? 0) - m) * ((values[(t + lag) * size + i] ?? 0) - m);
      }
    return sum / rows;
  };
  const variance = covariance(0);
  return Array.from({ length: lags }, (_, lag) => covariance(lag) / variance);
}

/** Steps until the correlation falls below 1/e; the number of lags where it does not. */
function lengthOf(correlations: readonly number[]): number {
  const at = correlations.findIndex((value) => value < 1 / Math.E);
  return at < 0 ? correlations.length : at;
}

/** Samples among which the two ends of a segment are found. */
const CANDIDATES = 16;

async function correlations(lab: Lab, run: CellRun, points: number) {
  const batch = run.data.measured(CANDIDATES);
  const [output] = run.model.description.outputs;
  const to = unlikeRow(batch, output?.shape ?? []);
  const ask = { mode: 'training', of: 0 } as const;
  const { gradient, rows, spread } = await lab.inputGradient(segment(batch, [0, to], points), ask);
  return { found: autocorrelation(gradient, rows, Math.ceil(rows / 4)), spread };
}

const compute = (run: CellRun): Promise<Measurement> =>
  withLab(run, async (lab) => {
    if (run.options.steps > 0) await train(lab, run);
    const { found, spread } = await correlations(lab, run, run.options.samples);
    run.onStep(1, 1);
    const isKnown = found.every(Number.isFinite);
    const numbers = { correlation: found[1], length: isKnown ? lengthOf(found) : NaN, spread };
    return {
      outcome: 'done',
      numbers: finite(numbers),
      ...(isKnown && { series: { correlation: found } }),
    };
  });

const cost = (run: CellRun): Promise<number> =>
  withLab(run, async (lab) => {
    const few = Math.min(16, run.options.samples);
    await correlations(lab, run, few);
    const part = await timed(() => correlations(lab, run, few));
    return (run.model.milliseconds.build + (part * run.options.samples) / few) / 1000;
  });

/** The correlation of the input gradients of neighbours on a segment between two samples. */
export const correlation: CellWork = { compute, cost };

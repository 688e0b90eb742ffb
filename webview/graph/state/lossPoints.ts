import type { StepLoss } from '../../../src/shared/protocol/watchedRun';
import type { Probe } from '../../../src/shared/report/probe';

/** The corners of a line through losses, from the upper left; losses that are not finite are gaps. */
type LossLine = readonly (readonly [x: number, y: number])[];

/** The place of a loss between 0 (the largest) and `height` (the smallest). */
function placeIn(all: readonly number[], height: number): (value: number) => number {
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const range = most - least;
  return (value) => (range > 0 ? height * ((most - value) / range) : height / 2);
}

/** Lines of all seeds in a drawing of one unit for each step and from 0 (largest loss) to `height` (smallest). */
export function lossPoints({ loss }: Pick<Probe, 'loss'>, height: number): LossLine[] {
  const all = loss.values.flat().filter((value) => value !== null);
  if (all.length === 0) return [];
  const y = placeIn(all, height);
  return loss.values.map((steps) =>
    steps.flatMap((value, step) => (value === null ? [] : [[step, y(value)] as const])),
  );
}

/** The line of a run in the same drawing, from its first reading on. */
export function runLossPoints(losses: readonly StepLoss[], height: number): LossLine {
  const y = placeIn(
    losses.map(({ loss }) => loss),
    height,
  );
  const start = losses[0]?.step ?? 0;
  return losses.map(({ step, loss }) => [step - start, y(loss)]);
}

import type { Probe } from '../../../src/shared/report/probe';

/** The corners of a line through the losses of one seed, from the upper left; losses that are not finite are gaps. */
type LossLine = readonly (readonly [x: number, y: number])[];

/** Lines of all seeds in a drawing of one unit for each step and from 0 (largest loss) to `height` (smallest). */
export function lossPoints({ loss }: Pick<Probe, 'loss'>, height: number): LossLine[] {
  const all = loss.values.flat().filter((value) => value !== null);
  if (all.length === 0) return [];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const range = most - least;
  const y = (value: number): number => (range > 0 ? height * ((most - value) / range) : height / 2);
  return loss.values.map((steps) =>
    steps.flatMap((value, step) => (value === null ? [] : [[step, y(value)] as const])),
  );
}

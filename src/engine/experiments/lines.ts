import { meanOf } from '../../shared/base/statistics';
import type { Lab } from '../model/lab';
import type { LossPlane } from '../../shared/experiment/experiment';
import type { BatchData, WeightOffset } from '../model/trainer';
import {
  timed,
  timedStep,
  withLab,
  type CellRun,
  type CellWork,
  type Measurement,
} from './cellRun';
import { along, filterDirection } from './directions';
import { finite, thinned, train } from './training';
import { weightsHash } from './weightsHash';

const DIRECTIONS = 4;
/** Points of a line on each side of the centre. */
const HALF = 10;
const POINTS = 2 * HALF + 1;
/** Points of the plane along each of its sides, the centre among them. */
const PLANE = 17;
/** The rise of the loss that the width is measured at. */
const RISE = 0.5;

/** Distances from −1 to 1. */
const distances = Array.from({ length: POINTS }, (_, i) => (i - HALF) / HALF);

/**
 * The falling on the way outward, on both sides, divided by twice the range of the line: 0 if the loss only
 * rises with the distance.
 */
export function bumps(line: readonly number[]): number {
  const range = Math.max(...line) - Math.min(...line);
  const centre = (line.length - 1) / 2;
  const fallen = line.reduce((sum, loss, i) => {
    if (i === centre) return sum;
    const inner = line[i < centre ? i + 1 : i - 1] ?? loss;
    return sum + Math.max(0, inner - loss);
  }, 0);
  return range > 0 ? fallen / (2 * range) : 0;
}

/** The distance at which the loss has risen, by interpolation, on the nearer side; 1 if it has not. */
export function widthOf(line: readonly number[], reach: readonly number[]): number {
  const centre = (line.length - 1) / 2;
  const limit = (line[centre] ?? 0) + RISE;
  const side = (step: 1 | -1): number => {
    for (let i = centre; i + step >= 0 && i + step < line.length; i += step) {
      const [own = 0, next = 0] = [line[i], line[i + step]];
      if (next < limit) continue;
      const share = (limit - own) / (next - own);
      return Math.abs(reach[i] ?? 0) + share / HALF;
    }
    return 1;
  };
  return Math.min(side(1), side(-1));
}

/** Layers that look values up: their filters lie along the first axis. */
function tableOf({ model: { description } }: CellRun): (at: number) => boolean {
  const { graph, weights: described } = description;
  const tables = new Set<string>(
    graph.layers.flatMap(({ id, operation }) => (operation.type === 'source' ? [id] : [])),
  );
  return (at) => tables.has(described[at]?.layer ?? '');
}

async function measureLines(lab: Lab, run: CellRun, batch: BatchData): Promise<number[][]> {
  const weights = await lab.weights();
  const isTable = tableOf(run);
  const lines: number[][] = [];
  for (let i = 0; i < DIRECTIONS; i++) {
    const direction = filterDirection(weights, isTable, run.seed * DIRECTIONS + i);
    const line: number[] = [];
    for (const distance of distances) {
      const { loss } = await lab.evaluate(batch, 'training', along(direction, distance));
      line.push(loss);
    }
    lines.push(line);
  }
  return lines;
}

/** The sum of two directions. */
const plus = (one: WeightOffset, other: WeightOffset): WeightOffset =>
  new Map(
    [...one].map(([at, values]) => [
      at,
      values.map((value, i) => value + (other.get(at)?.[i] ?? 0)),
    ]),
  );

/** The loss on the plane of the first two directions. */
async function measurePlane(lab: Lab, run: CellRun, batch: BatchData): Promise<LossPlane> {
  const weights = await lab.weights();
  const isTable = tableOf(run);
  const [a, b] = [0, 1].map((i) => filterDirection(weights, isTable, run.seed * DIRECTIONS + i));
  const places = Array.from({ length: PLANE }, (_, i) => (2 * i) / (PLANE - 1) - 1);
  const loss: (number | null)[] = [];
  for (const down of places)
    for (const across of places) {
      const offset = plus(along(a ?? new Map(), across), along(b ?? new Map(), down));
      const found = await lab.evaluate(batch, 'training', offset);
      loss.push(Number.isFinite(found.loss) ? found.loss : null);
    }
  return { points: PLANE, reach: 1, loss };
}

/** One seed has the picture. */
const isPictured = ({ seed, options }: CellRun): boolean => seed === options.seed;

const compute = (run: CellRun): Promise<Measurement> =>
  withLab(run, async (lab) => {
    const losses = await train(lab, run);
    const batch = run.data.measured(run.options.samples);
    const lines = await measureLines(lab, run, batch);
    const isFinite = losses.length === run.options.steps && lines.flat().every(Number.isFinite);
    const mean = distances.map((_, i) => meanOf(lines.map((line) => line[i] ?? NaN)));
    const plane = isFinite && isPictured(run) ? { plane: await measurePlane(lab, run, batch) } : {};
    return {
      outcome: isFinite ? 'done' : 'diverged',
      numbers: isFinite
        ? finite({
            loss: mean[HALF],
            bumps: meanOf(lines.map(bumps)),
            width: meanOf(lines.map((line) => widthOf(line, distances))),
          })
        : {},
      curve: thinned(losses),
      ...(isFinite && { series: { line: mean } }),
      ...plane,
      weightsSha256: weightsHash(await lab.weights()),
    };
  });

const cost = (run: CellRun): Promise<number> =>
  withLab(run, async (lab) => {
    const { data, rate, options, model } = run;
    const one = await timedStep((at) => lab.train(data.batch(at), rate));
    const batch = data.measured(options.samples);
    await lab.evaluate(batch, 'training');
    const point = await timed(() => lab.evaluate(batch, 'training'));
    const points = DIRECTIONS * POINTS + PLANE ** 2 / options.seeds;
    return (model.milliseconds.build + options.steps * one + points * point) / 1000;
  });

/** The loss along lines through the trained weights, and on a plane through those of the first seed. */
export const lines: CellWork = { compute, cost };

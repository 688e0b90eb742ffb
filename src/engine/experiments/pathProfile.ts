import { medianOf } from '../../shared/base/statistics';
import type { Lab } from '../model/lab';
import type { BatchData } from '../model/trainer';
import { uniformFrom, hash } from '../data/random';
import {
  timed,
  withLab,
  type CellRun,
  type CellWork,
  type Measurement,
  type MergedEdges,
} from './cellRun';
import { finite, train } from './training';
import { pickRows } from './rows';

/** Rows that one pass takes: more of them only take more memory. */
const MOST_ROWS = 256;
/** Coefficients below this share of the largest are rounding. */
const ROUNDING = 1e-6;

const normOf = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] ?? 0) ** 2;
  return Math.sqrt(sum);
};

/** A set of rows and its angles: the roots of unity, of which half suffice. */
const rootsOf = (blocks: number) => {
  const count = blocks + 1;
  const half = Math.floor(count / 2) + 1;
  const angles = Array.from({ length: half }, (_, j) => (2 * Math.PI * j) / count);
  return { count, half, angles };
};

/** Coefficient k of a polynomial with real coefficients from its values at half of the roots of unity. */
function coefficient(
  k: number,
  { count, half }: { readonly count: number; readonly half: number },
  valueAt: (root: number) => { readonly re: Float32Array; readonly im: Float32Array },
): Float64Array {
  const size = valueAt(0).re.length;
  const result = new Float64Array(size);
  for (let j = 0; j < count; j++) {
    // The other half are the complex conjugates of the first.
    const isOwn = j < half;
    const { re, im } = valueAt(isOwn ? j : count - j);
    const angle = (-2 * Math.PI * j * k) / count;
    const [cos, sin] = [Math.cos(angle) / count, ((isOwn ? 1 : -1) * Math.sin(angle)) / count];
    for (let i = 0; i < size; i++)
      result[i] = (result[i] ?? 0) + (re[i] ?? 0) * cos - (im[i] ?? 0) * sin;
  }
  return result;
}

/**
 * ∂L/∂x of each sample, split by the number of bodies that its paths go through. Put a factor z on every body:
 * the gradient is a polynomial in z whose coefficient k is the sum over all paths through k bodies. Its values at
 * the roots of unity come from one backward pass, real and imaginary parts as two halves of the batch; an
 * inverse Fourier sum gives the coefficients. Exact but for rounding.
 */
export async function pathGradients(
  lab: Lab,
  blocks: readonly MergedEdges[],
  batch: BatchData,
  sample: number,
): Promise<Float64Array[]> {
  const roots = rootsOf(blocks.length);
  const rows = Array<number>(2 * roots.half).fill(sample);
  const bodies = new Set(blocks.flatMap((block) => block.bodies));
  const rotation = { bodies, angles: roots.angles };
  const { gradient } = await lab.inputGradient(pickRows(batch, rows), {
    mode: 'inference',
    of: 'loss',
    rotation,
  });
  const size = gradient.length / rows.length;
  const row = (at: number): Float32Array => gradient.subarray(at * size, (at + 1) * size);
  const valueAt = (root: number) => ({ re: row(root), im: row(roots.half + root) });
  return Array.from({ length: roots.count }, (_, k) => coefficient(k, roots, valueAt));
}

/** The share of each length in a sample's gradient, by norm; none if the gradient is zero. */
function sharesOf(coefficients: readonly Float64Array[]): number[] | undefined {
  const norms = coefficients.map(normOf);
  const most = Math.max(...norms);
  const sum = norms.reduce((all, norm) => all + norm, 0);
  if (!(most > 0) || !Number.isFinite(sum)) return undefined;
  return norms.map((norm) => (norm < ROUNDING * most ? 0 : norm / sum));
}

/** The first length by which a share of the gradient is reached. */
function lengthAt(shares: readonly number[], part: number): number {
  let sum = 0;
  const at = shares.findIndex((share) => (sum += share) >= part);
  return at < 0 ? shares.length - 1 : at;
}

interface Sampled {
  readonly lengths: readonly number[];
  readonly batch: BatchData;
  readonly rows: readonly number[];
}

/** Paths drawn at random, so many of each length: which bodies each goes through (Veit et al. 2016, §4). */
function drawnMasks(blocks: number, lengths: readonly number[], seed: number): boolean[][] {
  const draw = uniformFrom(hash(seed, 31));
  return lengths.map((length) => {
    const order = Array.from({ length: blocks }, (_, i) => i);
    for (let i = blocks - 1; i > 0; i--) {
      const k = Math.floor(draw() * (i + 1));
      [order[i], order[k]] = [order[k] ?? 0, order[i] ?? 0];
    }
    const own = new Set(order.slice(0, length));
    return Array.from({ length: blocks }, (_, i) => own.has(i));
  });
}

/** The gradient that comes back over one path alone, one path for each row. */
export async function maskedNorms(
  lab: Lab,
  blocks: readonly MergedEdges[],
  {
    batch,
    rows,
    masks,
  }: Pick<Sampled, 'batch' | 'rows'> & { readonly masks: readonly (readonly boolean[])[] },
): Promise<Float32Array[]> {
  const factors = new Map(
    blocks.flatMap(({ bodies, shortcuts }, i): [string, number[]][] => [
      ...bodies.map((key): [string, number[]] => [key, masks.map((mask) => Number(mask[i]))]),
      ...shortcuts.map((key): [string, number[]] => [key, masks.map((mask) => Number(!mask[i]))]),
    ]),
  );
  const { gradient } = await lab.inputGradient(pickRows(batch, rows), {
    mode: 'inference',
    of: 'loss',
    factors,
  });
  const size = gradient.length / rows.length;
  return rows.map((_, at) => gradient.subarray(at * size, (at + 1) * size));
}

/** A straight line through points: its slope, and the share of the variance that it explains. */
export function line(points: readonly (readonly [x: number, y: number])[]) {
  const mean = (of: 0 | 1): number => points.reduce((sum, p) => sum + p[of], 0) / points.length;
  const [mx, my] = [mean(0), mean(1)];
  const sum = (of: (x: number, y: number) => number): number =>
    points.reduce((all, [x, y]) => all + of(x - mx, y - my), 0);
  const [xy, xx, yy] = [sum((x, y) => x * y), sum((x) => x * x), sum((_, y) => y * y)];
  return { slope: xy / xx, explained: yy > 0 ? xy ** 2 / xx / yy : NaN };
}

/** Decades that the gradient of one path loses with each body on it, by sampled paths. */
async function decay(lab: Lab, run: CellRun, batch: BatchData) {
  const { blocks, options, seed } = run;
  const each = options.samples;
  const lengths = Array.from({ length: blocks.length + 1 }, (_, k) => k);
  const all = lengths.flatMap((length) => Array<number>(each).fill(length));
  const masks = drawnMasks(blocks.length, all, seed);
  const norms: number[] = [];
  for (let at = 0; at < all.length; at += MOST_ROWS) {
    const part = masks.slice(at, at + MOST_ROWS);
    const rows = part.map((_, i) => (at + i) % each);
    const found = await maskedNorms(lab, blocks, { batch, rows, masks: part });
    norms.push(...found.map(normOf));
  }
  const points = lengths.flatMap((length): [number, number][] => {
    const median = medianOf(norms.filter((_, i) => all[i] === length)) ?? NaN;
    return median > 0 ? [[length, Math.log10(median)]] : [];
  });
  return points.length > 2 ? line(points) : { slope: NaN, explained: NaN };
}

async function profile(lab: Lab, run: CellRun): Promise<Measurement> {
  const { blocks, options, data } = run;
  const batch = data.measured(options.samples);
  const found: number[][] = [];
  for (let sample = 0; sample < options.samples; sample++) {
    const shares = sharesOf(await pathGradients(lab, blocks, batch, sample));
    if (shares) found.push(shares);
    run.onStep(sample + 1, options.samples);
  }
  const { slope, explained } = await decay(lab, run, batch);
  const shares = Array.from(
    { length: blocks.length + 1 },
    (_, k) => found.reduce((sum, each) => sum + (each[k] ?? 0), 0) / found.length,
  );
  const mean = shares.reduce((sum, share, k) => sum + k * share, 0);
  return {
    outcome: 'done',
    numbers: finite({
      meanLength: found.length > 0 ? mean : NaN,
      from: lengthAt(shares, 0.05),
      to: lengthAt(shares, 0.95),
      slope,
      explained,
      lost: options.samples - found.length,
    }),
    ...(found.length > 0 && { series: { share: shares } }),
  };
}

/** Trains if steps are asked for, and makes the running statistics fit: rows must not see each other. */
async function prepared(lab: Lab, run: CellRun): Promise<void> {
  if (run.options.steps > 0) await train(lab, run);
  if (run.model.description.initialisation === 'random') lab.settle(run.data.measured(SETTLING));
}
const SETTLING = 64;

const compute = (run: CellRun): Promise<Measurement> =>
  withLab(run, async (lab) => {
    await prepared(lab, run);
    return profile(lab, run);
  });

async function cost(run: CellRun): Promise<number> {
  const { samples } = run.options;
  return withLab(run, async (lab) => {
    const batch = run.data.measured(samples);
    await pathGradients(lab, run.blocks, batch, 0);
    const one = await timed(() => pathGradients(lab, run.blocks, batch, 0));
    // The sampled paths take about half as many rows as the exact ones.
    return (run.model.milliseconds.build + one * samples * 1.6) / 1000;
  });
}

/** The gradient by the number of bodies on its paths. */
export const pathProfile: CellWork = { compute, cost };

import * as tf from '@tensorflow/tfjs';
import { highway } from '../../examples/highway';
import { resnet20 } from '../../examples/resnet20';
import { sigmoidMlp } from '../../examples/sigmoidMlp';
import { transformerEncoder } from '../../examples/transformer';
import { unet } from '../../examples/unet';
import { findSkips } from '../../src/analysis/skips/findSkips';
import { openBackend } from '../../src/engine/tfjs/backends/openBackend';
import type { Tap } from '../../src/engine/tfjs/built/builtModel';
import { readLayersModel } from '../../src/engine/tfjs/layersModel/readLayersModel';
import { syntheticData } from '../../src/engine/data/synthetic';
import { measurePlan } from '../../src/engine/probe/plan/measurePlan';
import { chooseTraining } from '../../src/engine/probe/trainingSetup';
import { describeBuilt } from '../../src/engine/tfjs/built/describeBuilt';
import { type Feed, feedOf } from '../../src/engine/tfjs/trainer/feed';
import { lossFunctions } from '../../src/engine/tfjs/trainer/losses';
import { trainerState } from '../../src/engine/tfjs/trainer/trainerState';
import { totalLoss, type Training, trainingStep } from '../../src/engine/tfjs/trainer/trainingStep';
import { thresholdsWith } from '../../src/shared/report/thresholds';
import { byTurns, middleOf, ratioOf, shown } from '../support/pairs';
import { testContext } from '../engine/tfjs/layersModel/context';

const cases = [
  { model: 'ResNet-20', batch: 16, repeats: 1, goal: 1.1, make: () => resnet20() },
  { model: 'U-Net 128²', batch: 2, repeats: 1, goal: 1.1, make: () => unet([128, 128, 3]) },
  { model: 'transformer', batch: 16, repeats: 4, goal: 1.2, make: () => transformerEncoder() },
  { model: 'highway', batch: 16, repeats: 20, goal: 1.5, make: () => highway() },
  { model: 'MLP', batch: 16, repeats: 40, goal: 1.5, make: () => sigmoidMlp() },
];

const untapped: Tap = {
  edge: (_from, _to, _slot, value) => value,
  output: (_layer, _output, value) => value,
};

/** One batch of `fit`: forward, backward, update, and the loss read back. */
async function plainStep(training: Training, feed: Feed): Promise<void> {
  const { value, grads } = tf.variableGrads(
    () => totalLoss(training, training.model.forward(feed.inputs, untapped), feed),
    [...training.trained.values()],
  );
  training.optimizer.applyGradients(grads);
  tf.dispose(grads);
  await value.data();
  value.dispose();
}

/** A model in training, with one batch of data. */
function subjectOf(make: () => tf.LayersModel, batchSize: number) {
  const model = readLayersModel(make(), testContext);
  const { losses } = chooseTraining(describeBuilt(model), {});
  const training: Training = {
    model,
    trained: new Map(
      model.weights.flatMap(({ trainable, variable }, at) => (trainable ? [[at, variable]] : [])),
    ),
    losses: lossFunctions(model, losses),
    optimizer: tf.train.sgd(1e-4),
    ablation: undefined,
    anchor: tf.variable(tf.scalar(0)),
  };
  const plan = measurePlan(model, findSkips(model.graph), thresholdsWith({}));
  const feed = feedOf(syntheticData(model, { batchSize, seed: 1, losses }).batch(0));
  return { training, plan, feed };
}

/** Milliseconds of processor time per step: what other processes do meanwhile does not count. */
async function timed(step: () => Promise<unknown>, repeats: number): Promise<number> {
  const started = process.cpuUsage();
  for (let i = 0; i < repeats; i++) await step();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000 / repeats;
}

/** Of a usual probe, which looks at the weights before the first and after the last. */
const STEPS = 3;

/** Pairs of a tapped and a plain step; the first rounds compile. */
const turns = { rounds: 40, warmUp: 4 };

/** Tapped and plain steps by turns. */
async function measure({ model, batch: size, goal, repeats, make }: (typeof cases)[number]) {
  const { training, plan, feed } = subjectOf(make, size);
  const plain = () => timed(() => plainStep(training, feed), repeats);
  const pairs = await byTurns(
    () => timed(() => trainingStep(training, feed, plan), repeats),
    plain,
    turns,
  );
  const before = tf.memory();
  const whole = { ...plan, histograms: true };
  const last = () => timed(() => trainingStep(training, feed, whole), repeats);
  const withHistograms = await byTurns(last, plain, { rounds: 10, warmUp: 2 });
  const looked = await timed(() => trainerState(training.model, undefined), repeats);
  const steps = middleOf(pairs.map(({ ours }) => ours)).median * STEPS;
  const after = tf.memory();
  return {
    model,
    batch: size,
    edges: training.model.graph.layers.flatMap(({ inputs }) => inputs).length,
    'plain ms': round(middleOf(pairs.map(({ theirs }) => theirs)).median),
    'tapped ms': round(middleOf(pairs.map(({ ours }) => ours)).median),
    'ratio (quartiles)': shown(ratioOf(pairs)),
    goal: `≤ ${goal}`,
    'with histograms': shown(ratioOf(withHistograms)),
    'weights before and after': `+${round((200 * looked) / steps)} %`,
    'tensors, bytes after 12 more': `${after.numTensors - before.numTensors}, ${after.numBytes - before.numBytes}`,
  };
}
const round = (value: number): number => Number(value.toPrecision(3));

/** A plain network of so many dense layers. */
const deep = (layers: number): tf.LayersModel =>
  tf.sequential({
    layers: Array.from({ length: layers }, (_, i) =>
      tf.layers.dense({ units: 32, activation: 'relu', ...(i === 0 && { inputShape: [32] }) }),
    ),
  });

interface Point {
  readonly x: number;
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** The time of a tapped step, and what a forward pass holds at most. */
async function pointOf(make: () => tf.LayersModel, batchSize: number, x: number): Promise<Point> {
  const { training, plan, feed } = subjectOf(make, batchSize);
  const times: number[] = [];
  for (let i = 0; i < 9; i++) times.push(await timed(() => trainingStep(training, feed, plan), 1));
  const held = tf.memory().numBytes;
  const { peakBytes } = await tf.profile(() => {
    training.model.forward(feed.inputs, untapped).forEach((each) => each.dispose());
  });
  tf.dispose([...feed.inputs]);
  training.model.dispose();
  return {
    x,
    milliseconds: middleOf(times.slice(3)).median,
    megabytes: (peakBytes - held) / 2 ** 20,
  };
}

/** The slope of a line through the points by least squares on logarithms: 1 if cost is proportional. */
function exponent(points: readonly Point[], y: (point: Point) => number): number {
  const logs = points.map((point) => [Math.log(point.x), Math.log(y(point))] as const);
  const mean = (k: 0 | 1) => logs.reduce((sum, each) => sum + each[k], 0) / logs.length;
  const [mx, my] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, [a, b]) => sum + (a - mx) * (b - my), 0);
  return covariance / logs.reduce((sum, [a]) => sum + (a - mx) ** 2, 0);
}

async function growth(
  against: string,
  xs: readonly number[],
  point: (x: number) => Promise<Point>,
) {
  const points: Point[] = [];
  for (const x of xs) points.push(await point(x));
  const [first, last] = [points[0]!, points.at(-1)!];
  return {
    model: `growth against ${against}, ${first.x} to ${last.x}`,
    'tapped ms': `${round(first.milliseconds)} to ${round(last.milliseconds)}`,
    MB: `${round(first.megabytes)} to ${round(last.megabytes)}`,
    'slope of time': round(exponent(points, (each) => each.milliseconds)),
    'slope of memory': round(exponent(points, (each) => each.megabytes)),
  };
}

/** A probe step against a plain training step of the same run, and its growth with depth and batch (wasm). */
export async function bench() {
  await openBackend('wasm');
  const rows: object[] = [];
  for (const each of cases) rows.push(await measure(each));
  rows.push(
    await growth('depth', [20, 50, 100, 200], (layers) => pointOf(() => deep(layers), 16, layers)),
  );
  rows.push(
    await growth('batch of ResNet-20', [1, 8, 32, 128], (size) =>
      pointOf(() => resnet20(), size, size),
    ),
  );
  return rows;
}

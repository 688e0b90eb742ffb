import * as tf from '@tensorflow/tfjs';
import { highway } from '../../examples/highway';
import { resnet20 } from '../../examples/resnet20';
import { sigmoidMlp } from '../../examples/sigmoidMlp';
import { transformerEncoder } from '../../examples/transformer';
import { unet } from '../../examples/unet';
import { findSkips } from '../../src/analysis/skips/findSkips';
import { openBackend } from '../../src/engine/backends/openBackend';
import type { Tap } from '../../src/engine/frontends/builtModel';
import { readLayersModel } from '../../src/engine/frontends/layersModel/readLayersModel';
import type { Batch } from '../../src/engine/probe/data/batch';
import { syntheticData } from '../../src/engine/probe/data/synthetic';
import { chooseLosses } from '../../src/engine/probe/training/losses';
import { tapPlan } from '../../src/engine/probe/training/tapPlan';
import {
  totalLoss,
  type Training,
  trainingStep,
} from '../../src/engine/probe/training/trainingStep';
import { testContext } from '../engine/layersModel/context';

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

/** What `fit` does for one batch: forward, backward, update, and the loss read back. */
async function plainStep(training: Training, batch: Batch): Promise<void> {
  const { value, grads } = tf.variableGrads(
    () => totalLoss(training, training.model.forward(batch.inputs, untapped), batch),
    training.trained.map(({ variable }) => variable),
  );
  training.optimizer.applyGradients(grads);
  tf.dispose(grads);
  await value.data();
  value.dispose();
}

function training(make: () => tf.LayersModel): Training {
  const model = readLayersModel(make(), testContext);
  const options = { steps: 1, seeds: 1, batchSize: 1, seed: 1 };
  return {
    model,
    trained: model.weights.filter(({ trainable }) => trainable),
    losses: chooseLosses(model, options),
    optimizer: tf.train.sgd(1e-4),
    plan: tapPlan(model, findSkips(model.graph)),
    anchor: tf.variable(tf.scalar(0)),
  };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Milliseconds of processor time per step: what other processes do meanwhile does not count. */
async function timed(step: () => Promise<unknown>, repeats: number): Promise<number> {
  const started = process.cpuUsage();
  for (let i = 0; i < repeats; i++) await step();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000 / repeats;
}

const ROUNDS = 24;
/** The first rounds compile. */
const WARM_UP = 4;

/** Tapped and plain steps by turns, so that a change of the processor's speed falls on both. */
async function measure({ model, batch: size, goal, repeats, make }: (typeof cases)[number]) {
  const subject = training(make);
  const batch = syntheticData(subject.model, size, 1).batch(0);
  const rounds: { tapped: number; plain: number; tensors: number; bytes: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const tapped = await timed(() => trainingStep(subject, batch), repeats);
    const plain = await timed(() => plainStep(subject, batch), repeats);
    const { numTensors: tensors, numBytes: bytes } = tf.memory();
    rounds.push({ tapped, plain, tensors, bytes });
  }
  const warm = rounds.slice(WARM_UP);
  const [second, twentieth] = [rounds[1]!, rounds[19]!];
  const tapped = median(warm.map((each) => each.tapped));
  const plain = median(warm.map((each) => each.plain));
  return {
    model,
    batch: size,
    edges: subject.model.graph.layers.flatMap(({ inputs }) => inputs).length,
    'plain ms': round(plain),
    'tapped ms': round(tapped),
    ratio: round(tapped / plain),
    goal,
    'tensors after 20 − 2': twentieth.tensors - second.tensors,
    'bytes after 20 − 2': twentieth.bytes - second.bytes,
  };
}
const round = (value: number): number => Number(value.toPrecision(3));

/** A probe step against a plain training step of the same run (two cores, wasm). */
export async function bench() {
  await openBackend('wasm');
  const rows = [];
  for (const each of cases) rows.push(await measure(each));
  return rows;
}

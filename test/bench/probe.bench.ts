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
  { model: 'ResNet-20', batch: 16, goal: 1.1, make: () => resnet20() },
  { model: 'U-Net 128²', batch: 2, goal: 1.1, make: () => unet([128, 128, 3]) },
  { model: 'transformer', batch: 16, goal: 1.2, make: () => transformerEncoder() },
  { model: 'highway', batch: 16, goal: 1.5, make: () => highway() },
  { model: 'MLP', batch: 16, goal: 1.5, make: () => sigmoidMlp() },
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

async function timed(step: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await step();
  return performance.now() - started;
}

/** Tapped and plain steps by turns, so that whatever else the machine does falls on both. */
async function measure({ model, batch: size, goal, make }: (typeof cases)[number]) {
  const subject = training(make);
  const batch = syntheticData(subject.model, size, 1).batch(0);
  const [tapped, plain, ratios, tensors, bytes] = [[], [], [], [], []] as number[][];
  for (let step = 1; step <= 24; step++) {
    const slow = await timed(() => trainingStep(subject, batch));
    const fast = await timed(() => plainStep(subject, batch));
    const { numTensors, numBytes } = tf.memory();
    tensors!.push(numTensors);
    bytes!.push(numBytes);
    if (step <= 4) continue;
    tapped!.push(slow);
    plain!.push(fast);
    ratios!.push(slow / fast);
  }
  return {
    model,
    batch: size,
    edges: subject.model.graph.layers.flatMap(({ inputs }) => inputs).length,
    'plain ms': round(median(plain!)),
    'tapped ms': round(median(tapped!)),
    ratio: round(median(ratios!)),
    goal,
    'tensors after 20 − 2': tensors![19]! - tensors![1]!,
    'bytes after 20 − 2': bytes![19]! - bytes![1]!,
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

import * as tf from '@tensorflow/tfjs-core';
import { DisposableStore } from '../../../shared/base/lifecycle';
import type { Lab, LabSetup, WeightValues } from '../../model/lab';
import type { BatchData, TargetForm, WeightOffset } from '../../model/trainer';
import type { BuiltModel } from '../built/builtModel';
import { type Feed, feedOf } from '../trainer/feed';
import { lossFunctions } from '../trainer/losses';
import { moveWeights } from '../trainer/lossAt';
import { seedMathRandom } from '../trainer/mathRandom';
import { openOptimizer } from '../trainer/optimizer';
import { plainStep } from '../trainer/plainStep';
import { keepWeights } from '../trainer/savedWeights';
import { thrownInStep } from '../trainer/thrownInStep';
import { totalLoss } from '../trainer/trainingStep';
import { openChanges } from './changes';
import { evaluation } from './evaluation';
import { inputGradient } from './inputGradient';
import { pass, type LabNetwork } from './network';
import { freeRate, setRate } from './setRate';

/** Lends the tensors of a batch; what the user's own code throws becomes a `Failure`. */
async function withFeed<T>(batch: BatchData, use: (feed: Feed) => Promise<T>): Promise<T> {
  const feed = feedOf(batch);
  try {
    return await use(feed);
  } catch (error) {
    const failure = thrownInStep(error);
    // A lab that is asked for what its network cannot give says so itself.
    throw error instanceof RangeError && failure.code === 'model-threw' ? error : failure;
  } finally {
    tf.dispose([...feed.inputs]);
  }
}

async function numberIn(tensor: tf.Tensor): Promise<number> {
  const [value = NaN] = await tensor.data();
  tensor.dispose();
  return value;
}

function trainOnce(network: LabNetwork, feed: Feed, rate: number): Promise<number> {
  setRate(network.optimizer, rate);
  const training = { ...network, more: network.changes?.variables ?? [] };
  return plainStep(training, feed, () => pass(network, feed.inputs, 'training'));
}

function weightGradient(network: LabNetwork, feed: Feed, at: number): Promise<number> {
  const weight = network.model.weights[at];
  if (!weight) throw new RangeError(`There is no weight ${at}`);
  const { variable } = weight;
  return numberIn(
    tf.tidy(() => {
      const loss = (): tf.Scalar =>
        totalLoss(network, pass(network, feed.inputs, 'training'), feed);
      const gradient = tf.variableGrads(loss, [variable]).grads[variable.name];
      return gradient ? tf.sqrt(tf.mean(tf.square(gradient))) : tf.scalar(NaN);
    }),
  );
}

function settle(network: LabNetwork, batch: BatchData): void {
  const feed = feedOf(batch);
  tf.tidy(() => void pass(network, feed.inputs, 'settling'));
  tf.dispose([...feed.inputs]);
}

const valuesOf = ({ weights }: BuiltModel): Promise<WeightValues[]> =>
  Promise.all(
    weights.map(async ({ variable, trainable }) => ({
      values: Float32Array.from(await variable.data()),
      shape: variable.shape,
      trainable,
    })),
  );

/** Forms of targets that name one class for each sample, or place. */
const classForms: ReadonlySet<TargetForm> = new Set(['oneHot', 'labels']);

/** The network with zeros over these edges only; its penalties are those of the training. */
const withZeros = (network: LabNetwork, edges: ReadonlySet<string>): LabNetwork => ({
  ...network,
  ablation: { edges, idle: network.ablation?.idle ?? new Set() },
  options: {},
});

/** Runs something after which weights, moving statistics and random numbers are as before. */
async function untouched<T>(
  model: BuiltModel,
  rewind: () => void,
  run: () => Promise<T>,
): Promise<T> {
  const kept = keepWeights(model);
  try {
    return await run();
  } finally {
    kept.dispose();
    rewind();
  }
}

/**
 * Opens a model for an experiment. `Math.random` is repeatable for the seed until the lab is disposed, which
 * also puts the weights back. Throws a `Failure` of code `invalid-argument` for an unknown loss or optimizer.
 */
export function openLab(model: BuiltModel, seed: number, setup: LabSetup): Lab {
  const store = new DisposableStore();
  try {
    const random = store.add(seedMathRandom(seed));
    store.add(keepWeights(model));
    // Released last first: after the optimizer itself.
    store.defer(() => freeRate(network.optimizer));
    const changes = setup.changes && store.add(openChanges(model, setup.changes, seed));
    const network: LabNetwork = {
      model,
      changes,
      losses: lossFunctions(model, setup.losses),
      optimizer: openOptimizer(model, setup.optimizer, store),
      ablation: setup.ablation,
      hasClasses: classForms.has(setup.losses[0]?.form ?? 'values'),
      options: setup.skipIdle && setup.ablation ? { without: setup.ablation.idle } : {},
    };
    const restored = <T>(run: () => Promise<T>): Promise<T> => untouched(model, random.mark(), run);
    return {
      train: (batch, rate) => withFeed(batch, (feed) => trainOnce(network, feed, rate)),
      evaluate: (batch, mode, offset: WeightOffset = new Map()) =>
        withFeed(batch, (feed) =>
          restored(() => {
            moveWeights(model, offset);
            return evaluation(network, feed, mode);
          }),
        ),
      evaluateWithout: (batch, mode, edges) =>
        withFeed(batch, (feed) =>
          restored(() => evaluation(withZeros(network, edges), feed, mode)),
        ),
      weightGradient: (batch, at) =>
        withFeed(batch, (feed) => restored(() => weightGradient(network, feed, at))),
      inputGradient: (batch, ask) =>
        withFeed(batch, (feed) => restored(() => inputGradient(network, feed, ask))),
      settle: (batch) => settle(network, batch),
      weights: () => valuesOf(model),
      dispose: () => store.dispose(),
    };
  } catch (error) {
    store.dispose();
    throw error;
  }
}

import * as tf from '@tensorflow/tfjs-core';
import { DisposableStore } from '../../../shared/base/lifecycle';
import type { BatchData, Trainer, TrainingSetup } from '../../model/trainer';
import { tookMended } from '../backends/gradients/mends';
import type { BuiltModel } from '../built/builtModel';
import { ablatingTap } from './ablation';
import { type Feed, feedOf } from './feed';
import { checkOffset, lossAt, untapped } from './lossAt';
import { lossFunctions } from './losses';
import { seedMathRandom } from './mathRandom';
import { differenceOf, openOptimizer } from './optimizer';
import { reserveHeap } from './liveBytes';
import { passes } from './passes';
import { plainStep } from './plainStep';
import { keepWeights } from './savedWeights';
import { measureRoof } from './roof';
import { refusalAsShipped } from './shippedStep';
import { thrownInStep } from './thrownInStep';
import { timedStep } from './timedStep';
import { trainerState } from './trainerState';
import { type Training, trainingStep } from './trainingStep';

/** Everything that one training needs, owned by a store. */
function openTraining(model: BuiltModel, setup: TrainingSetup, store: DisposableStore): Training {
  store.add(keepWeights(model));
  const optimizer = openOptimizer(model, setup.optimizer, store);
  const anchor = tf.tidy(() => tf.variable(tf.scalar(0)));
  store.defer(() => anchor.dispose());
  return {
    model,
    trained: new Map(
      model.weights.flatMap(({ trainable, variable }, at): [number, tf.Variable][] =>
        trainable ? [[at, variable]] : [],
      ),
    ),
    losses: lossFunctions(model, setup.losses),
    optimizer,
    ablation: setup.ablation,
    anchor,
  };
}

async function withFeed<T>(batch: BatchData, use: (feed: Feed) => Promise<T>): Promise<T> {
  const feed = feedOf(batch);
  try {
    return await use(feed);
  } catch (error) {
    throw thrownInStep(error);
  } finally {
    tf.dispose([...feed.inputs]);
  }
}

/** Runs something after which the random numbers go on as before. */
async function rewound<T>(rewind: () => void, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } finally {
    rewind();
  }
}

const train = (training: Training, feed: Feed): Promise<number> =>
  plainStep(training, feed, () =>
    training.model.forward(feed.inputs, ablatingTap(untapped, training.ablation)),
  );

/**
 * Starts to train a model. `Math.random` is repeatable for the seed until the trainer is disposed, which
 * also puts the weights back. Throws a `Failure` of code `invalid-argument` for an unknown loss or optimizer.
 */
export function startTrainer(model: BuiltModel, seed: number, setup: TrainingSetup): Trainer {
  const store = new DisposableStore();
  try {
    const random = store.add(seedMathRandom(seed));
    const training = openTraining(model, setup, store);
    tookMended();
    const differs = differenceOf(training.optimizer);
    const unseen = <T>(run: () => Promise<T>): Promise<T> => rewound(random.mark(), run);
    return {
      ...(differs && { differs }),
      step: (batch, plan) => withFeed(batch, (feed) => trainingStep(training, feed, plan)),
      timedStep: (batch, options) => withFeed(batch, (feed) => timedStep(training, feed, options)),
      roof: measureRoof,
      reserve: reserveHeap,
      lossAt: async (batch, offset = new Map()) => {
        checkOffset(model, offset);
        return unseen(() => withFeed(batch, (feed) => lossAt(training, feed, offset)));
      },
      train: (batch) => withFeed(batch, (feed) => train(training, feed)),
      passes: (batch, plan) =>
        unseen(() => withFeed(batch, (feed) => passes(training, feed, plan))),
      ...(model.isOfSource &&
        model.framework === 'tfjs' && {
          refusal: async (batch: BatchData) =>
            tookMended()
              ? withFeed(batch, (feed) => Promise.resolve(refusalAsShipped(training, feed)))
              : undefined,
        }),
      state: () => trainerState(model, setup.ablation),
      dispose: () => store.dispose(),
    };
  } catch (error) {
    store.dispose();
    throw error;
  }
}

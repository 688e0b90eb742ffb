import * as tf from '@tensorflow/tfjs-core';
import { Failure, thrownText } from '../../../shared/base/failures';
import { DisposableStore } from '../../../shared/base/lifecycle';
import { message } from '../../../shared/words/message';
import type { BatchData, Trainer, TrainingSetup } from '../../model/trainer';
import { tookMended } from '../backends/gradients/mends';
import type { BuiltModel } from '../built/builtModel';
import { type Feed, feedOf } from './feed';
import { checkOffset, lossAt } from './lossAt';
import { lossFunctions } from './losses';
import { seedMathRandom } from './mathRandom';
import { differenceOf, openOptimizer } from './optimizer';
import { keepWeights } from './savedWeights';
import { measureRoof } from './roof';
import { refusalAsShipped } from './shippedStep';
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
    // The code of the user's own loss, regularizer or optimizer.
    if (error instanceof Failure) throw error;
    const why = message('training.step-threw', { reason: thrownText(error) });
    throw new Failure('model-threw', why, undefined, { cause: error });
  } finally {
    tf.dispose([...feed.inputs]);
  }
}

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
    return {
      ...(differs && { differs }),
      step: (batch, plan) => withFeed(batch, (feed) => trainingStep(training, feed, plan)),
      timedStep: (batch, options) => withFeed(batch, (feed) => timedStep(training, feed, options)),
      roof: measureRoof,
      lossAt: async (batch, offset = new Map()) => {
        checkOffset(model, offset);
        const rewind = random.mark();
        try {
          return await withFeed(batch, (feed) => lossAt(training, feed, offset));
        } finally {
          rewind();
        }
      },
      ...(model.isOfSource && {
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

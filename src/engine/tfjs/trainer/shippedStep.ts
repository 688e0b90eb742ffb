import * as tf from '@tensorflow/tfjs-core';
import { Failure, thrownText } from '../../../shared/base/failures';
import type { LayerId } from '../../../shared/network/network';
import type { Refusal } from '../../model/trainer';
import { asShipped } from '../backends/gradients/mends';
import type { Tap } from '../built/builtModel';
import type { Feed } from './feed';
import { totalLoss, type Training } from './trainingStep';

/**
 * Takes one step without an update by TensorFlow.js as it is shipped, which refuses layers that are trained here.
 * `undefined` if it takes the step. Moving statistics of batch normalisation may change.
 */
export function refusalAsShipped(training: Training, feed: Feed): Refusal | undefined {
  const watch = new LayerWatch();
  const trained = [...training.trained.values()];
  try {
    asShipped(() =>
      tf.tidy(
        () =>
          void tf.variableGrads(() => {
            const predictions = training.model.forward(feed.inputs, watch.tap);
            return totalLoss(training, predictions, feed);
          }, trained),
      ),
    );
    return undefined;
  } catch (error) {
    // Memory is no matter of gradients, and what no layer has a part in is the user's own loss.
    if (error instanceof RangeError || watch.layer === undefined) return undefined;
    return { layer: watch.layer, by, reason: thrownText(rootOf(error)) };
  }
}

const by = `TensorFlow.js ${tf.version_core}`;

const rootOf = (error: unknown): unknown =>
  error instanceof Failure && error.cause !== undefined ? rootOf(error.cause) : error;

/** Knows the layer that ran last, forward or backward. */
class LayerWatch {
  layer: LayerId | undefined;
  private seen = 0;

  readonly tap: Tap = {
    edge: (_from, to, _slot, value) => {
      this.layer = to;
      return value;
    },
    output: (layer, _output, value) => {
      this.claim(layer);
      return value;
    },
  };

  /** The operations since the last call are this layer's. */
  private claim(layer: LayerId): void {
    const { activeTape } = tf.engine().state;
    for (const node of activeTape.slice(this.seen)) {
      const { gradient, kernelName } = node;
      node.gradient = (dys) => {
        this.layer = layer;
        if (gradient) return gradient(dys);
        throw new Error(`Cannot compute gradient: gradient function not found for ${kernelName}.`);
      };
    }
    this.seen = activeTape.length;
  }
}

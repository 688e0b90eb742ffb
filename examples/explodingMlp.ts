/**
 * A deep ReLU regression whose weights start far too large: with 64 units, He et al. (2015) ask for a
 * standard deviation of √(2/64) ≈ 0.18. At 0.5 each layer multiplies the signal by almost three, forward
 * and backward. Adam scales every step, so the loss stays a number and hides what happens.
 */
import * as tf from '@tensorflow/tfjs';

const wideStart = () => tf.initializers.randomNormal({ mean: 0, stddev: 0.5 });

export function explodingMlp(inputSize = 20, hiddenUnits = 64, depth = 12): tf.Sequential {
  const model = tf.sequential();
  for (let i = 0; i < depth; i++) {
    model.add(
      tf.layers.dense({
        units: hiddenUnits,
        activation: 'relu',
        kernelInitializer: wideStart(),
        ...(i === 0 ? { inputShape: [inputSize] } : {}),
      }),
    );
  }
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: tf.train.adam(1e-3), loss: 'meanSquaredError' });
  return model;
}

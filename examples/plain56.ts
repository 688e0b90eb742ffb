/**
 * The plain counterpart of ResNet-56 (He et al. 2015), in which they saw the degradation problem:
 * healthy gradients thanks to batch norm, yet a higher training error than the 20-layer network.
 */
import * as tf from '@tensorflow/tfjs';

const LAYERS_PER_STAGE = 18;

export function plain56(inputShape: tf.Shape = [16, 16, 3], numClasses = 10): tf.LayersModel {
  const input = tf.input({ shape: inputShape });
  let x = convBnRelu(input, 8, 1);
  for (const filters of [8, 16, 32]) {
    for (let i = 0; i < LAYERS_PER_STAGE; i++) {
      const strides = filters > 8 && i === 0 ? 2 : 1;
      x = convBnRelu(x, filters, strides);
    }
  }
  const features = tf.layers.globalAveragePooling2d({}).apply(x);
  const output = tf.layers.dense({ units: numClasses, activation: 'softmax' }).apply(features);
  return tf.model({ inputs: input, outputs: output as tf.SymbolicTensor, name: 'plain56' });
}

function convBnRelu(x: tf.SymbolicTensor, filters: number, strides: number) {
  const convolved = tf.layers
    .conv2d({ filters, kernelSize: 3, strides, padding: 'same', useBias: false })
    .apply(x);
  const normalized = tf.layers.batchNormalization().apply(convolved);
  return tf.layers.reLU().apply(normalized) as tf.SymbolicTensor;
}

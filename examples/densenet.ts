/**
 * DenseNet with 40 layers (Huang et al. 2016): three dense blocks of twelve layers. Every layer sees
 * the features of all layers before it in its block. The paper's growth rate is 12.
 */
import * as tf from '@tensorflow/tfjs';

const LAYERS_PER_BLOCK = 12;

/** BN → ReLU → 3×3 convolution: the composite function H of the paper. */
function compositeLayer(x: tf.SymbolicTensor, growthRate: number): tf.SymbolicTensor {
  let y = tf.layers.batchNormalization().apply(x);
  y = tf.layers.reLU().apply(y);
  return tf.layers
    .conv2d({ filters: growthRate, kernelSize: 3, padding: 'same', useBias: false })
    .apply(y) as tf.SymbolicTensor;
}

function denseBlock(x: tf.SymbolicTensor, growthRate: number): tf.SymbolicTensor {
  for (let layer = 0; layer < LAYERS_PER_BLOCK; layer++) {
    const features = compositeLayer(x, growthRate);
    x = tf.layers.concatenate().apply([x, features]) as tf.SymbolicTensor;
  }
  return x;
}

/** 1×1 convolution and 2×2 average pooling between two blocks. */
function transition(x: tf.SymbolicTensor): tf.SymbolicTensor {
  const filters = x.shape[x.shape.length - 1]!;
  let y = tf.layers.batchNormalization().apply(x);
  y = tf.layers.reLU().apply(y);
  y = tf.layers.conv2d({ filters, kernelSize: 1, useBias: false }).apply(y);
  return tf.layers.averagePooling2d({ poolSize: 2, strides: 2 }).apply(y) as tf.SymbolicTensor;
}

export function densenet40(
  inputShape: tf.Shape = [16, 16, 3],
  numClasses = 10,
  growthRate = 4,
): tf.LayersModel {
  const image = tf.input({ shape: inputShape, name: 'image' });
  let x = tf.layers
    .conv2d({ filters: 2 * growthRate, kernelSize: 3, padding: 'same', useBias: false })
    .apply(image) as tf.SymbolicTensor;
  x = transition(denseBlock(x, growthRate));
  x = transition(denseBlock(x, growthRate));
  x = denseBlock(x, growthRate);
  let y = tf.layers.batchNormalization().apply(x);
  y = tf.layers.reLU().apply(y);
  y = tf.layers.globalAveragePooling2d({}).apply(y);
  const scores = tf.layers.dense({ units: numClasses, activation: 'softmax' }).apply(y);
  return tf.model({ inputs: image, outputs: scores as tf.SymbolicTensor, name: 'densenet40' });
}

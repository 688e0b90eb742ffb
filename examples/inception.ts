/**
 * Three inception modules (Szegedy et al. 2014): parallel branches whose results are concatenated.
 * Every branch transforms its input, so none of them is a skip connection.
 */
import * as tf from '@tensorflow/tfjs';

/** Convolution → batch norm → ReLU, as in the second version (Ioffe & Szegedy 2015). */
function conv(x: tf.SymbolicTensor, filters: number, kernelSize: number): tf.SymbolicTensor {
  const conv = tf.layers.conv2d({ filters, kernelSize, padding: 'same', useBias: false });
  const normalized = tf.layers.batchNormalization().apply(conv.apply(x));
  return tf.layers.reLU().apply(normalized) as tf.SymbolicTensor;
}

function inceptionModule(x: tf.SymbolicTensor, width: number): tf.SymbolicTensor {
  const branch1x1 = conv(x, width, 1);
  const branch3x3 = conv(conv(x, width, 1), 2 * width, 3);
  const branch5x5 = conv(conv(x, width / 2, 1), width, 5);
  const pool = tf.layers.maxPooling2d({ poolSize: 3, strides: 1, padding: 'same' }).apply(x);
  const branchPool = conv(pool as tf.SymbolicTensor, width, 1);
  return tf.layers
    .concatenate()
    .apply([branch1x1, branch3x3, branch5x5, branchPool]) as tf.SymbolicTensor;
}

export function inception(inputShape: tf.Shape = [32, 32, 3], numClasses = 10): tf.LayersModel {
  const image = tf.input({ shape: inputShape });
  let x = conv(image, 16, 3);
  x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(x) as tf.SymbolicTensor;
  x = inceptionModule(x, 16);
  x = inceptionModule(x, 24);
  x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(x) as tf.SymbolicTensor;
  x = inceptionModule(x, 32);
  x = tf.layers.globalAveragePooling2d({}).apply(x) as tf.SymbolicTensor;
  x = tf.layers.dropout({ rate: 0.2 }).apply(x) as tf.SymbolicTensor;
  const scores = tf.layers.dense({ units: numClasses, activation: 'softmax' }).apply(x);
  return tf.model({ inputs: image, outputs: scores as tf.SymbolicTensor, name: 'inception' });
}

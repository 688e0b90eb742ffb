/**
 * ResNet-20 for CIFAR-10 (He et al. 2015, section 4.2): three stages of three residual blocks.
 * Where a stage halves the resolution, a 1×1 convolution projects the shortcut (option B).
 */
import * as tf from '@tensorflow/tfjs';

function conv(x: tf.SymbolicTensor, filters: number, kernelSize: number, strides: number) {
  return tf.layers
    .conv2d({ filters, kernelSize, strides, padding: 'same' })
    .apply(x) as tf.SymbolicTensor;
}

function batchNorm(x: tf.SymbolicTensor) {
  return tf.layers.batchNormalization().apply(x) as tf.SymbolicTensor;
}

function relu(x: tf.SymbolicTensor) {
  return tf.layers.activation({ activation: 'relu' }).apply(x) as tf.SymbolicTensor;
}

function residualBlock(x: tf.SymbolicTensor, filters: number, strides: number) {
  let body = relu(batchNorm(conv(x, filters, 3, strides)));
  body = batchNorm(conv(body, filters, 3, 1));
  const shortcut = strides === 1 ? x : conv(x, filters, 1, strides);
  return relu(tf.layers.add().apply([body, shortcut]) as tf.SymbolicTensor);
}

export function resnet20(inputShape: tf.Shape = [32, 32, 3], numClasses = 10): tf.LayersModel {
  const image = tf.input({ shape: inputShape });
  let x = relu(batchNorm(conv(image, 16, 3, 1)));
  for (const [stage, filters] of [16, 32, 64].entries()) {
    for (let block = 0; block < 3; block++) {
      x = residualBlock(x, filters, stage > 0 && block === 0 ? 2 : 1);
    }
  }
  const pooled = tf.layers.globalAveragePooling2d({}).apply(x) as tf.SymbolicTensor;
  const classes = tf.layers.dense({ units: numClasses, activation: 'softmax' }).apply(pooled);
  return tf.model({ inputs: image, outputs: classes as tf.SymbolicTensor, name: 'resnet20' });
}

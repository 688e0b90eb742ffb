/**
 * U-Net (Ronneberger et al. 2015) with four levels: each decoder level concatenates the features
 * that the encoder had at the same resolution. Batch norm as in most later versions.
 */
import * as tf from '@tensorflow/tfjs';

const LEVELS = 4;

/** 3×3 convolution → batch norm → ReLU, twice. */
function doubleConv(x: tf.SymbolicTensor, filters: number): tf.SymbolicTensor {
  for (let i = 0; i < 2; i++) {
    const conv = tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', useBias: false });
    const normalized = tf.layers.batchNormalization().apply(conv.apply(x));
    x = tf.layers.reLU().apply(normalized) as tf.SymbolicTensor;
  }
  return x;
}

function down(x: tf.SymbolicTensor): tf.SymbolicTensor {
  return tf.layers.maxPooling2d({ poolSize: 2 }).apply(x) as tf.SymbolicTensor;
}

function up(x: tf.SymbolicTensor, filters: number): tf.SymbolicTensor {
  return tf.layers
    .conv2dTranspose({ filters, kernelSize: 2, strides: 2, padding: 'same' })
    .apply(x) as tf.SymbolicTensor;
}

export function unet(inputShape: tf.Shape = [32, 32, 1], baseFilters = 8): tf.LayersModel {
  const image = tf.input({ shape: inputShape });
  const encoder: tf.SymbolicTensor[] = [];
  let x = image;
  for (let level = 0; level < LEVELS; level++) {
    x = doubleConv(x, baseFilters * 2 ** level);
    encoder.push(x);
    x = down(x);
  }
  x = doubleConv(x, baseFilters * 2 ** LEVELS);
  for (let level = LEVELS - 1; level >= 0; level--) {
    const filters = baseFilters * 2 ** level;
    const merged = tf.layers.concatenate().apply([encoder[level]!, up(x, filters)]);
    x = doubleConv(merged as tf.SymbolicTensor, filters);
  }
  const mask = tf.layers.conv2d({ filters: 1, kernelSize: 1, activation: 'sigmoid' }).apply(x);
  return tf.model({ inputs: image, outputs: mask as tf.SymbolicTensor, name: 'unet' });
}

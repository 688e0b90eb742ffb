/** 3D U-Net (Çiçek et al. 2016) with two levels, for small volumes such as CT patches. */
import * as tf from '@tensorflow/tfjs';

// Without batch norm: tf.layers cannot train it on volumes (tensors of rank 5).
function convBlock(x: tf.SymbolicTensor, filters: number) {
  for (let i = 0; i < 2; i++) {
    x = tf.layers
      .conv3d({
        filters,
        kernelSize: 3,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: 'heNormal',
      })
      .apply(x) as tf.SymbolicTensor;
  }
  return x;
}

function upConv(x: tf.SymbolicTensor, filters: number) {
  const layer = tf.layers.conv3dTranspose({
    filters,
    kernelSize: 2,
    strides: 2,
    padding: 'same',
    kernelInitializer: 'heNormal',
  });
  return layer.apply(x) as tf.SymbolicTensor;
}

export function unet3d(inputShape: tf.Shape = [8, 8, 8, 1], numClasses = 3): tf.LayersModel {
  const volume = tf.input({ shape: inputShape });

  const encoder1 = convBlock(volume, 4);
  const pooled1 = tf.layers.maxPooling3d({ poolSize: 2 }).apply(encoder1) as tf.SymbolicTensor;
  const encoder2 = convBlock(pooled1, 8);
  const pooled2 = tf.layers.maxPooling3d({ poolSize: 2 }).apply(encoder2) as tf.SymbolicTensor;

  const bottom = convBlock(pooled2, 16);

  const merged2 = tf.layers.concatenate().apply([encoder2, upConv(bottom, 8)]);
  const decoder2 = convBlock(merged2 as tf.SymbolicTensor, 8);
  const merged1 = tf.layers.concatenate().apply([encoder1, upConv(decoder2, 4)]);
  const decoder1 = convBlock(merged1 as tf.SymbolicTensor, 4);

  const labels = tf.layers
    .conv3d({ filters: numClasses, kernelSize: 1, activation: 'softmax' })
    .apply(decoder1);
  return tf.model({ inputs: volume, outputs: labels as tf.SymbolicTensor, name: 'unet3d' });
}

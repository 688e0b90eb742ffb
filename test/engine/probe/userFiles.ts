import * as tf from '@tensorflow/tfjs';

const L = tf.layers;
export const mlp =
  (units = 3, activation: 'softmax' | 'linear' | 'sigmoid' = 'softmax') =>
  (): tf.LayersModel =>
    tf.sequential({ layers: [L.dense({ units, activation, inputShape: [4], name: 'out' })] });
export const convolution =
  (shape: number[], units = 2) =>
  (): tf.LayersModel =>
    tf.sequential({
      layers: [
        L.conv2d({ filters: 2, kernelSize: 3, inputShape: shape, name: 'conv' }),
        L.globalAveragePooling2d({}),
        L.dense({ units, activation: 'softmax' }),
      ],
    });

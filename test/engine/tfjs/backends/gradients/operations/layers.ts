import * as tf from '@tensorflow/tfjs';
import { drawsFrom } from '../values';
import { both, layer, of } from './case';

const { uniform } = drawsFrom(5);

const images = uniform([2, 6, 6, 2]);
const sequence = uniform([2, 4, 3]);
const volumes = uniform([2, 2, 2, 2, 2]);
const { layers } = tf;
const kernelInitializer = () => tf.initializers.glorotUniform({ seed: 3 });
const recurrent = () => ({
  units: 4,
  kernelInitializer: kernelInitializer(),
  recurrentInitializer: kernelInitializer(),
});

/** One step of an LSTM as a function of its gate weights. */
const lstmCell = (x: tf.Tensor2D, kernel: tf.Tensor2D): tf.Tensor => {
  const [c, h] = tf.basicLSTMCell(
    tf.scalar(1),
    kernel,
    tf.zeros<tf.Rank.R1>([16]),
    x,
    tf.ones([2, 4]),
    tf.ones([2, 4]),
  );
  return tf.add(c, h);
};

export const wholeLayers = [
  layer('batchNormalization layer', images, () => layers.batchNormalization()),
  layer('batchNormalization layer of rank 2', uniform([5, 3]), () => layers.batchNormalization()),
  layer('batchNormalization layer, first axis', images, () =>
    layers.batchNormalization({ axis: 1 }),
  ),
  layer('layerNormalization layer', sequence, () => layers.layerNormalization()),
  layer('layerNormalization layer of rank 4', images, () => layers.layerNormalization()),
  layer('lstm layer', sequence, () => layers.lstm({ ...recurrent(), returnSequences: true })),
  layer('gru layer', sequence, () => layers.gru({ ...recurrent(), returnSequences: true })),
  layer('simpleRNN layer', sequence, () => layers.simpleRNN(recurrent())),
  layer('bidirectional layer', sequence, () =>
    layers.bidirectional({ layer: layers.lstm(recurrent()), mergeMode: 'concat' }),
  ),
  layer('timeDistributed layer', sequence, () =>
    layers.timeDistributed({
      layer: layers.dense({ units: 2, kernelInitializer: kernelInitializer() }),
    }),
  ),
  layer('conv2d layer, dilated', images, () =>
    layers.conv2d({
      filters: 3,
      kernelSize: 3,
      dilationRate: 2,
      kernelInitializer: kernelInitializer(),
    }),
  ),
  ...(['tanh', 'sigmoid', 'relu', 'elu'] as const).map((activation) =>
    layer(`conv2d layer, dilated, with ${activation}`, images, () =>
      layers.conv2d({
        filters: 3,
        kernelSize: 3,
        dilationRate: [1, 2],
        activation,
        kernelInitializer: kernelInitializer(),
      }),
    ),
  ),
  layer('conv1d layer, dilated, with tanh', sequence, () =>
    layers.conv1d({
      filters: 3,
      kernelSize: 2,
      dilationRate: 2,
      activation: 'tanh',
      kernelInitializer: kernelInitializer(),
    }),
  ),
  layer('upSampling2d layer', images, () => layers.upSampling2d({ size: [2, 2] })),
  layer('zeroPadding2d layer', images, () => layers.zeroPadding2d({ padding: 1 })),
  layer('cropping2D layer', images, () =>
    layers.cropping2D({
      cropping: [
        [1, 1],
        [0, 2],
      ],
    }),
  ),
  layer('separableConv2d layer', images, () =>
    layers.separableConv2d({
      filters: 3,
      kernelSize: 3,
      depthwiseInitializer: kernelInitializer(),
    }),
  ),
  layer('globalAveragePooling2d layer', images, () => layers.globalAveragePooling2d({})),
  layer('globalMaxPooling2d layer', images, () => layers.globalMaxPooling2d({})),
  layer('averagePooling2d layer, same', images, () =>
    layers.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' }),
  ),
  layer('averagePooling1d layer', sequence, () => layers.averagePooling1d({ poolSize: 2 })),
  layer('maxPooling3d layer', volumes, () => layers.maxPooling3d({ poolSize: 2 })),
  layer('permute layer', sequence, () => layers.permute({ dims: [2, 1] })),
  layer('repeatVector layer', uniform([2, 3]), () => layers.repeatVector({ n: 3 })),
  ...both<tf.Tensor2D, tf.Tensor2D>('lstm cell', [uniform([2, 3]), uniform([7, 16])], lstmCell),
  of('attention', sequence, (x) => {
    const scores = tf.softmax(tf.mul(tf.matMul(x, x, false, true), 1 / Math.sqrt(3)));
    return tf.matMul(scores, x);
  }),
  of('softmax cross entropy', uniform([4, 3]), (x) =>
    tf.losses.softmaxCrossEntropy(tf.oneHot(tf.tensor1d([0, 2, 1, 1], 'int32'), 3), x),
  ),
  of('sigmoid cross entropy', uniform([4, 3]), (x) =>
    tf.losses.sigmoidCrossEntropy(tf.oneHot(tf.tensor1d([0, 2, 1, 1], 'int32'), 3), x),
  ),
  of('mean squared error', uniform([4, 3]), (x) => tf.losses.meanSquaredError(tf.ones([4, 3]), x)),
  of('Huber loss', uniform([4, 3], -3, 3), (x) => tf.losses.huberLoss(tf.zeros([4, 3]), x)),
];

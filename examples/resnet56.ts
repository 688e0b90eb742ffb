/**
 * ResNet-56 for CIFAR-10 (He et al. 2015): three stages of nine residual blocks.
 * Half the paper's width, so that a probe on a laptop takes seconds; pass `width: 16` for the original.
 */
import * as tf from '@tensorflow/tfjs';

export interface ResNetOptions {
  inputShape?: tf.Shape;
  numClasses?: number;
  blocksPerStage?: number;
  width?: number;
}

const convBn = (x: tf.SymbolicTensor, filters: number, kernelSize: number, strides = 1) => {
  const conv = tf.layers.conv2d({ filters, kernelSize, strides, padding: 'same', useBias: false });
  return tf.layers.batchNormalization().apply(conv.apply(x)) as tf.SymbolicTensor;
};

const relu = (x: tf.SymbolicTensor) => tf.layers.reLU().apply(x) as tf.SymbolicTensor;

function basicBlock(x: tf.SymbolicTensor, filters: number, strides: number) {
  const body = convBn(relu(convBn(x, filters, 3, strides)), filters, 3);
  const shortcut = strides > 1 ? convBn(x, filters, 1, strides) : x;
  return relu(tf.layers.add().apply([shortcut, body]) as tf.SymbolicTensor);
}

function stage(x: tf.SymbolicTensor, filters: number, blocks: number, strides: number) {
  x = basicBlock(x, filters, strides);
  for (let i = 1; i < blocks; i++) x = basicBlock(x, filters, 1);
  return x;
}

export function resnet56({
  inputShape = [16, 16, 3],
  numClasses = 10,
  blocksPerStage = 9,
  width = 8,
}: ResNetOptions = {}): tf.LayersModel {
  const inputs = tf.input({ shape: inputShape });
  let x = relu(convBn(inputs, width, 3));
  x = stage(x, width, blocksPerStage, 1);
  x = stage(x, width * 2, blocksPerStage, 2);
  x = stage(x, width * 4, blocksPerStage, 2);
  x = tf.layers.globalAveragePooling2d({}).apply(x) as tf.SymbolicTensor;
  const outputs = tf.layers.dense({ units: numClasses, activation: 'softmax' }).apply(x);
  return tf.model({ inputs, outputs: outputs as tf.SymbolicTensor, name: 'resnet56' });
}

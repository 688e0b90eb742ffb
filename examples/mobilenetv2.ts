/**
 * MobileNetV2 (Sandler et al. 2018): 17 inverted residual blocks with linear bottlenecks. A block
 * whose input and output agree in shape has a residual connection between the bottlenecks.
 */
import * as tf from '@tensorflow/tfjs';

/** Rows of table 2 of the paper: expansion factor, channels, repeats, stride of the first. */
const BLOCKS = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
] as const;

/** Rounds to a multiple of 8 that is no more than 10 % below `channels`, as the reference code does. */
function makeDivisible(channels: number): number {
  const rounded = Math.max(8, Math.floor((channels + 4) / 8) * 8);
  return rounded < 0.9 * channels ? rounded + 8 : rounded;
}

const apply = (layer: tf.layers.Layer, x: tf.SymbolicTensor) => layer.apply(x) as tf.SymbolicTensor;
const batchNorm = () => tf.layers.batchNormalization({ epsilon: 1e-3 });
const relu6 = () => tf.layers.reLU({ maxValue: 6 });

function convBn(x: tf.SymbolicTensor, filters: number, kernelSize: number, strides = 1) {
  const conv = { filters, kernelSize, strides, padding: 'same', useBias: false } as const;
  return apply(batchNorm(), apply(tf.layers.conv2d(conv), x));
}

function invertedResidual(
  x: tf.SymbolicTensor,
  expansion: number,
  filters: number,
  strides: number,
): tf.SymbolicTensor {
  const channels = x.shape[x.shape.length - 1]!;
  let y = x;
  if (expansion > 1) y = apply(relu6(), convBn(y, channels * expansion, 1));
  const depthwise = { kernelSize: 3, strides, padding: 'same', useBias: false } as const;
  y = apply(batchNorm(), apply(tf.layers.depthwiseConv2d(depthwise), y));
  y = convBn(apply(relu6(), y), filters, 1);
  if (strides !== 1 || channels !== filters) return y;
  return tf.layers.add().apply([x, y]) as tf.SymbolicTensor;
}

export function mobileNetV2(
  inputShape: tf.Shape = [64, 64, 3],
  numClasses = 10,
  alpha = 0.35,
): tf.LayersModel {
  const inputs = tf.input({ shape: inputShape });
  let x = apply(relu6(), convBn(inputs, makeDivisible(32 * alpha), 3, 2));
  for (const [expansion, channels, repeats, stride] of BLOCKS) {
    for (let i = 0; i < repeats; i++) {
      x = invertedResidual(x, expansion, makeDivisible(channels * alpha), i === 0 ? stride : 1);
    }
  }
  x = apply(relu6(), convBn(x, 320, 1));
  x = apply(tf.layers.globalAveragePooling2d({}), x);
  x = apply(tf.layers.dense({ units: numClasses, activation: 'softmax' }), x);
  return tf.model({ inputs, outputs: x, name: 'mobilenetv2' });
}

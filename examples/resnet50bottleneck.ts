/**
 * The 50-layer bottleneck ResNet for ImageNet (He et al. 2015, table 1): 3 + 4 + 6 + 3 blocks.
 * Narrow and on small images by default; `width: 64` on 224×224 is the original.
 */
import * as tf from '@tensorflow/tfjs';

const BLOCKS_PER_STAGE = [3, 4, 6, 3];
const EXPANSION = 4;

class BottleneckBuilder {
  conv(x: tf.SymbolicTensor, filters: number, kernelSize: number, strides = 1) {
    const conv = tf.layers
      .conv2d({ filters, kernelSize, strides, padding: 'same', useBias: false })
      .apply(x);
    return tf.layers.batchNormalization({ epsilon: 1.001e-5 }).apply(conv) as tf.SymbolicTensor;
  }

  relu(x: tf.SymbolicTensor) {
    return tf.layers.activation({ activation: 'relu' }).apply(x) as tf.SymbolicTensor;
  }

  /** 1×1 reduces, 3×3 convolves, 1×1 expands; the first block of a stage projects its shortcut. */
  bottleneck(x: tf.SymbolicTensor, filters: number, strides: number, project: boolean) {
    let y = this.relu(this.conv(x, filters, 1, strides));
    y = this.relu(this.conv(y, filters, 3));
    y = this.conv(y, filters * EXPANSION, 1);
    const shortcut = project ? this.conv(x, filters * EXPANSION, 1, strides) : x;
    return this.relu(tf.layers.add().apply([shortcut, y]) as tf.SymbolicTensor);
  }
}

export function resnet50(inputShape: tf.Shape = [64, 64, 3], numClasses = 100, width = 8) {
  const build = new BottleneckBuilder();
  const input = tf.input({ shape: inputShape });
  let x = build.relu(build.conv(input, width, 7, 2));
  x = tf.layers
    .maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' })
    .apply(x) as tf.SymbolicTensor;
  BLOCKS_PER_STAGE.forEach((blocks, stage) => {
    for (let i = 0; i < blocks; i++) {
      const strides = stage > 0 && i === 0 ? 2 : 1;
      x = build.bottleneck(x, width * 2 ** stage, strides, i === 0);
    }
  });
  x = tf.layers.globalAveragePooling2d({}).apply(x) as tf.SymbolicTensor;
  const output = tf.layers.dense({ units: numClasses, activation: 'softmax' }).apply(x);
  return tf.model({ inputs: input, outputs: output as tf.SymbolicTensor, name: 'resnet50' });
}

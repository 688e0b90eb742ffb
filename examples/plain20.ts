/** The plain counterpart of ResNet-20 (He et al. 2015): the same layers without the shortcuts. */
import * as tf from '@tensorflow/tfjs';

function addConv(model: tf.Sequential, filters: number, strides: number, inputShape?: tf.Shape) {
  model.add(
    tf.layers.conv2d({
      filters,
      kernelSize: 3,
      strides,
      padding: 'same',
      useBias: false,
      ...(inputShape ? { inputShape } : {}),
    }),
  );
  model.add(tf.layers.batchNormalization());
  model.add(tf.layers.reLU());
}

export function plain20(inputShape: tf.Shape = [16, 16, 3], numClasses = 10): tf.Sequential {
  const model = tf.sequential({ name: 'plain20' });
  addConv(model, 8, 1, inputShape);
  for (const filters of [8, 16, 32]) {
    for (let i = 0; i < 6; i++) addConv(model, filters, filters > 8 && i === 0 ? 2 : 1);
  }
  model.add(tf.layers.globalAveragePooling2d({}));
  model.add(tf.layers.dense({ units: numClasses, activation: 'softmax' }));
  return model;
}

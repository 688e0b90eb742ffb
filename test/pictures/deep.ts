/** Two thousand equal dense layers: one group in the graph. */
export const deepChain = `import * as tf from '@tensorflow/tfjs';
export function chain(depth = 2000) {
  const net = tf.sequential();
  net.add(tf.layers.dense({ units: 8, inputShape: [8], activation: 'relu' }));
  for (let i = 0; i < depth; i++) {
    net.add(tf.layers.dense({ units: 8, activation: 'relu' }));
  }
  net.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
  return net;
}
`;

/** A ResNet-152: 3, 8, 36 and 3 bottlenecks, narrow and on small images. */
export const deepResidual = `import * as tf from '@tensorflow/tfjs';
type Tensor = tf.SymbolicTensor;

function conv(x: Tensor, filters: number, kernelSize: number, strides = 1) {
  const options = { filters, kernelSize, strides, padding: 'same', useBias: false } as const;
  x = tf.layers.conv2d(options).apply(x) as Tensor;
  return tf.layers.batchNormalization().apply(x) as Tensor;
}
const relu = (x: Tensor) => tf.layers.reLU().apply(x) as Tensor;

function bottleneck(x: Tensor, filters: number, strides: number, projects: boolean) {
  let body = relu(conv(x, filters, 1, strides));
  body = relu(conv(body, filters, 3));
  body = conv(body, filters * 4, 1);
  const shortcut = projects ? conv(x, filters * 4, 1, strides) : x;
  return relu(tf.layers.add().apply([shortcut, body]) as Tensor);
}

export function resnet152(width = 4) {
  const image = tf.input({ shape: [32, 32, 3] });
  let x = relu(conv(image, width, 3));
  [3, 8, 36, 3].forEach((blocks, stage) => {
    for (let i = 0; i < blocks; i++) {
      x = bottleneck(x, width * 2 ** stage, stage > 0 && i === 0 ? 2 : 1, i === 0);
    }
  });
  x = tf.layers.globalAveragePooling2d({}).apply(x) as Tensor;
  const outputs = tf.layers.dense({ units: 10, activation: 'softmax' }).apply(x) as Tensor;
  return tf.model({ inputs: image, outputs });
}
`;

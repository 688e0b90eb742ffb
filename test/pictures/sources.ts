/** A residual network of two blocks, whose shortcuts stand beside their bodies. */
export const residual = `import * as tf from '@tensorflow/tfjs';
type Tensor = tf.SymbolicTensor;
const same = { padding: 'same', kernelSize: 3 } as const;

function conv(x: Tensor, filters: number) {
  const bare = { filters, useBias: false, ...same };
  x = tf.layers.conv2d(bare).apply(x) as Tensor;
  return tf.layers.batchNormalization().apply(x);
}

function block(x: Tensor, filters: number) {
  const first = conv(x, filters) as Tensor;
  const bent = tf.layers.reLU().apply(first);
  const body = conv(bent as Tensor, filters);
  const sum = tf.layers.add().apply([x, body as Tensor]);
  return tf.layers.reLU().apply(sum) as Tensor;
}

export function residual(blocks = 2) {
  const image = tf.input({ shape: [16, 16, 3] });
  let x = conv(image, 16) as Tensor;
  for (let i = 0; i < blocks; i++) x = block(x, 16);
  x = tf.layers.globalAveragePooling2d({}).apply(x) as Tensor;
  const head = { units: 10, activation: 'softmax' } as const;
  const outputs = tf.layers.dense(head).apply(x) as Tensor;
  return tf.model({ inputs: image, outputs });
}
`;

/** A plain network whose gradient fades on its way back. */
export const sigmoids = `import * as tf from '@tensorflow/tfjs';

/** Twelve sigmoids in a row: each passes on a quarter at most. */
export function sigmoids(units = 32, depth = 12) {
  const net = tf.sequential();
  const inputShape = [20];
  const bend = { units, activation: 'sigmoid' } as const;
  net.add(tf.layers.dense({ ...bend, inputShape }));
  for (let i = 1; i < depth; i++) {
    net.add(tf.layers.dense(bend));
  }
  const head = { units: 10, activation: 'softmax' } as const;
  net.add(tf.layers.dense(head));
  return net;
}
`;

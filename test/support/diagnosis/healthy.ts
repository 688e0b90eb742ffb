import { type Definition, sgd } from './definition';
import { residual, sequences } from './healthyBlocks';
import { healthy, M, softmax, V } from './healthyHelper';
import { plain } from './healthyPlain';

const convolutions: Definition[] = [
  ...['globalAveragePooling2d', 'globalMaxPooling2d', 'flatten'].flatMap((end) =>
    [1, 2, 4].map((depth) =>
      healthy(
        `convolutions × ${depth}, ${end}`,
        M,
        `let h = x;
  for (let i = 0; i < ${depth}; i++) h = conv(8, { activation: 'relu', kernelInitializer: 'heNormal' }).apply(h);
  h = L.${end}({}).apply(h);
  ${softmax}`,
      ),
    ),
  ),
  ...['maxPooling2d', 'averagePooling2d'].map((pool) =>
    healthy(
      `convolutions with ${pool}`,
      M,
      `let h = x;
  for (const filters of [4, 8, 16]) h = L.${pool}({ poolSize: 2 }).apply(conv(filters, { activation: 'relu', kernelInitializer: 'heNormal' }).apply(h));
  h = L.flatten().apply(h);
  ${softmax}`,
    ),
  ),
  ...[64, 96, 128].map((size) =>
    healthy(
      `average of ${size}²`,
      [size, size, 3],
      `let h = x;
  for (let i = 0; i < 4; i++) h = conv(4, { activation: 'relu', kernelInitializer: 'heNormal' }).apply(h);
  const y = dense(5).apply(L.globalAveragePooling2d({}).apply(h));`,
      { probe: { batchSize: 2 } },
    ),
  ),
  healthy(
    'separable',
    M,
    `let h = conv(8, { activation: 'relu' }).apply(x);
  for (let i = 0; i < 3; i++) h = L.reLU().apply(L.batchNormalization().apply(conv(8, { useBias: false, kernelSize: 1 }).apply(L.depthwiseConv2d({ kernelSize: 3, padding: 'same', useBias: false }).apply(h))));
  h = L.globalAveragePooling2d({}).apply(h);
  ${softmax}`,
  ),
  healthy(
    'split windows',
    M,
    `let h = x;
  for (let i = 0; i < 2; i++) h = conv(8, { kernelSize: [3, 1], activation: 'relu' }).apply(conv(8, { kernelSize: [1, 3] }).apply(h));
  h = L.globalAveragePooling2d({}).apply(h);
  ${softmax}`,
  ),
  ...[0, 1].map((isSum) =>
    healthy(
      `U-shape, ${isSum ? 'sums' : 'concatenations'}`,
      M,
      `const skips = [];
  let h = x;
  for (const filters of [4, 8]) { h = conv(filters, { activation: 'relu', kernelInitializer: 'heNormal' }).apply(h); skips.push(h); h = L.maxPooling2d({ poolSize: 2 }).apply(h); }
  h = conv(8, { activation: 'relu', kernelInitializer: 'heNormal' }).apply(h);
  for (const filters of [8, 4]) {
    h = L.conv2dTranspose({ filters, kernelSize: 2, strides: 2 }).apply(h);
    h = L.${isSum ? 'add' : 'concatenate'}().apply([skips.pop(), h]);
    h = conv(filters, { activation: 'relu', kernelInitializer: 'heNormal' }).apply(h);
  }
  const y = conv(1, { kernelSize: 1, activation: 'sigmoid' }).apply(h);`,
      { compile: sgd('binaryCrossentropy') },
    ),
  ),
  healthy(
    'dense block',
    M,
    `let h = conv(8).apply(x);
  for (let i = 0; i < 4; i++) h = L.concatenate().apply([h, conv(4, { useBias: false }).apply(L.reLU().apply(L.batchNormalization().apply(h)))]);
  h = L.globalAveragePooling2d({}).apply(L.reLU().apply(L.batchNormalization().apply(h)));
  ${softmax}`,
  ),
  healthy(
    'squeeze and excite',
    M,
    `let h = conv(8, { activation: 'relu' }).apply(x);
  const s = dense(2, { activation: 'relu' }).apply(L.globalAveragePooling2d({}).apply(h));
  const gate = L.reshape({ targetShape: [1, 1, 8] }).apply(dense(8, { activation: 'sigmoid' }).apply(s));
  h = L.globalAveragePooling2d({}).apply(L.multiply().apply([h, gate]));
  ${softmax}`,
  ),
  healthy(
    'a decoder of maps',
    V,
    `let h = L.reshape({ targetShape: [4, 4, 8] }).apply(dense(128, { activation: 'relu' }).apply(x));
  h = L.conv2dTranspose({ filters: 8, kernelSize: 4, strides: 2, padding: 'same', activation: 'relu' }).apply(h);
  const y = L.conv2dTranspose({ filters: 3, kernelSize: 4, strides: 2, padding: 'same', activation: 'tanh' }).apply(h);`,
  ),
];

const special: Definition[] = [
  healthy(
    'twins',
    V,
    `const twin = dense(8, { activation: 'relu' });
  const other = dense(8).apply(x);
  const h = L.concatenate().apply([twin.apply(x), twin.apply(dense(16, { activation: 'tanh' }).apply(x)), other]);
  ${softmax}`,
  ),
  healthy(
    'a GAN’s generator through a frozen critic',
    [8],
    `const made = dense(16, { activation: 'tanh' }).apply(dense(16, { activation: 'relu' }).apply(x));
  const critic = dense(16, { activation: 'elu', trainable: false }).apply(made);
  const y = dense(1, { activation: 'sigmoid', trainable: false }).apply(critic);`,
    { compile: sgd('binaryCrossentropy') },
  ),
  healthy(
    'loaded features',
    V,
    `const layer = dense(16, { activation: 'relu', trainable: false });
  const h = layer.apply(x);
  layer.setWeights([tf.randomNormal([16, 16], 0, 0.3, 'float32', 7), tf.zeros([16])]);
  ${softmax}`,
  ),
  healthy(
    'random Fourier features',
    V,
    `class Fourier extends tf.layers.Layer {
    constructor() { super({ trainable: false }); }
    static className = 'Fourier';
    computeOutputShape([batch]) { return [batch, 32]; }
    build(shape) { this.w = this.addWeight('w', [16, 32], 'float32', normal(1), undefined, false); super.build(shape); }
    call(inputs) { return tf.tidy(() => tf.cos(tf.matMul(inputs[0] ?? inputs, this.w.read()))); }
  }
  const h = new Fourier().apply(x);
  ${softmax}`,
  ),
  healthy(
    'two models of one encoder',
    V,
    `const encoder = dense(8, { activation: 'relu' }).apply(x);
  const other = tf.model({ inputs: x, outputs: dense(3).apply(encoder) });
  const h = encoder;
  ${softmax}`,
  ),
  healthy(
    'a skip over a skip',
    V,
    `const a = dense(16, { activation: 'relu' }).apply(x);
  const b = L.add().apply([a, dense(16).apply(dense(16, { activation: 'relu' }).apply(a))]);
  const c = L.add().apply([b, dense(16).apply(dense(16, { activation: 'relu' }).apply(b))]);
  const h = L.reLU().apply(c);
  ${softmax}`,
  ),
];

const together: Definition[] = [
  healthy(
    'the spread of a batch beside each sample',
    V,
    `const own = new Own((v) => {
    const spread = tf.mean(tf.sqrt(tf.add(tf.moments(v, 0).variance, 1e-6)));
    return tf.concat([v, tf.mul(tf.ones([v.shape[0], 1]), spread)], 1);
  }, ([batch, width]) => [batch, width + 1]);
  const h = own.apply(dense(16, { activation: 'relu' }).apply(x));
  ${softmax}`,
  ),
  healthy(
    'a batch norm of one’s own',
    V,
    `const own = new Own((v) => { const { mean, variance } = tf.moments(v, 0); return tf.div(tf.sub(v, mean), tf.sqrt(tf.add(variance, 1e-3))); });
  const h = L.reLU().apply(own.apply(dense(16).apply(x)));
  ${softmax}`,
  ),
  healthy(
    'heads split and joined',
    [6, 8],
    `const own = new Own((v) => tf.reshape(tf.transpose(tf.reshape(v, [-1, 6, 2, 4]), [0, 2, 1, 3]), [-1, 2, 24]), ([batch]) => [batch, 2, 24]);
  const h = L.flatten().apply(own.apply(dense(8, { activation: 'relu' }).apply(x)));
  ${softmax}`,
  ),
  healthy(
    'noise of one’s own',
    V,
    `const h = new Own((v) => tf.add(v, tf.randomNormal(v.shape, 0, 0.1))).apply(dense(16, { activation: 'relu' }).apply(x));
  ${softmax}`,
  ),
];

const fed = (name: string, shape: number[], first: string, xs: string): Definition =>
  healthy(
    name,
    shape,
    `${first}
  const y = dense(1, { activation: 'sigmoid' }).apply(dense(8, { activation: 'relu' }).apply(f));`,
    {
      compile: sgd('binaryCrossentropy'),
      data: `return { xs: ${xs}, ys: tf.floor(tf.randomUniform([batchSize, 1], 0, 2)) };`,
    },
  );
const bytes = 'tf.floor(tf.randomUniform([batchSize, 6, 6, 3], 0, 256))';
const data: Definition[] = [
  fed('standardised data', [8], 'const f = x;', 'tf.randomNormal([batchSize, 8])'),
  fed('pixels from 0 to 1', [6, 6, 3], 'const f = L.flatten().apply(x);', `tf.div(${bytes}, 255)`),
  fed(
    'bytes that a layer scales',
    [6, 6, 3],
    'const f = L.flatten().apply(L.rescaling({ scale: 1 / 255 }).apply(x));',
    bytes,
  ),
  fed(
    'bytes before batch norm',
    [6, 6, 3],
    'const f = L.flatten().apply(L.batchNormalization().apply(x));',
    bytes,
  ),
  fed('zeros and ones', [8], 'const f = x;', 'tf.floor(tf.randomUniform([batchSize, 8], 0, 2))'),
  fed('small counts', [8], 'const f = x;', 'tf.floor(tf.randomUniform([batchSize, 8], 0, 9))'),
];

/** Definitions of our own that learn: none of them may be accused. */
export const healthyDefinitions: readonly Definition[] = [
  ...plain,
  ...convolutions,
  ...residual,
  ...sequences,
  ...special,
  ...together,
  ...data,
];

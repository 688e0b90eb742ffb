import { type Definition, network, sgd } from './definition';
import { faultyOutputs } from './faultyOutputs';
import { faultyRuns } from './faultyRuns';

const V = [16];
const M = [12, 12, 3];
const CE = 'categoricalCrossentropy';
const BCE = 'binaryCrossentropy';
const MSE = 'meanSquaredError';
const hidden = "const h = dense(16, { activation: 'relu' }).apply(x);";
const deep = `const h = dense(12, { activation: 'tanh' }).apply(dense(20, { activation: 'relu' }).apply(x));`;

const linear = (name: string, shape: number[], body: string): Definition =>
  network(name, shape, body, { code: 'missing-nonlinearity', variant: 'one-map' });
const structure: Definition[] = [
  linear('linear pair', V, 'const h = dense(12).apply(x); // HERE\n  const y = dense(4).apply(h);'),
  linear(
    'linear pair over dropout',
    V,
    `const h = dense(16).apply(x); // HERE
  const y = dense(4, { activation: 'softmax' }).apply(L.dropout({ rate: 0.2 }).apply(h));`,
  ),
  linear(
    'linear convolutions',
    M,
    `const h = conv(4).apply(x); // HERE
  const y = conv(4, { activation: 'relu' }).apply(h);`,
  ),
  linear(
    'convolutions over batch norm',
    M,
    `const h = conv(4, { useBias: false }).apply(x); // HERE
  const y = conv(4, { activation: 'relu' }).apply(L.batchNormalization().apply(h));`,
  ),
  linear(
    'convolution, flattened, dense',
    M,
    `const h = conv(2).apply(x); // HERE
  const y = dense(3, { activation: 'softmax' }).apply(L.flatten().apply(h));`,
  ),
  network(
    'doubled',
    V,
    `const h = dense(16, { activation: 'relu' }).apply(x);
  const s = L.add().apply([dense(16, { activation: 'tanh' }).apply(h), h]);
  const t = L.add().apply([h, s]); // HERE
  const y = dense(4).apply(t);`,
    { code: 'doubled-shortcut' },
  ),
  network(
    'doubled in maps',
    M,
    `const h = conv(4, { activation: 'relu' }).apply(x);
  const s = L.add().apply([conv(4, { activation: 'relu' }).apply(h), h]);
  const t = L.add().apply([s, h]); // HERE
  const y = conv(2).apply(t);`,
    { code: 'doubled-shortcut' },
  ),
  network(
    'one-sided',
    M,
    `const h = conv(4, { activation: 'relu' }).apply(x);
  const b = conv(4, { activation: 'relu' }).apply(conv(4, { activation: 'relu' }).apply(h)); // HERE
  const y = conv(2).apply(L.add().apply([h, b]));`,
    { code: 'one-sided-body' },
  ),
  network(
    'read by nothing',
    V,
    `const h = dense(16, { activation: 'relu' }).apply(x);
  const lost = dense(16, { activation: 'relu' }).apply(h); // HERE
  const y = dense(4).apply(h);`,
    { code: 'never-trained', variant: 'unused' },
  ),
];

const all = (initializer: string): string =>
  `const start = { kernelInitializer: ${initializer}, activation: 'relu' };
  const first = dense(8, start).apply(x); // HERE
  const y = dense(4, { ...start, activation: 'softmax' }).apply(dense(8, start).apply(first));`;
const weights: Definition[] = [
  network('zeros throughout', V, all("'zeros'"), { code: 'symmetric-weights' }),
  network('ones throughout', V, all('constant(0.1)'), { code: 'symmetric-weights' }),
  network(
    'zeros before ReLU',
    M,
    `const h = conv(4, { kernelInitializer: 'zeros', activation: 'relu' }).apply(x); // HERE
  const y = dense(3, { activation: 'softmax' }).apply(L.flatten().apply(h));`,
    { code: 'symmetric-weights' },
  ),
  network(
    'one layer of ones',
    V,
    `const h = dense(8, { kernelInitializer: 'ones', activation: 'tanh' }).apply(x); // HERE
  const y = dense(4, { activation: 'softmax' }).apply(h);`,
    { code: 'symmetric-weights' },
  ),
  network(
    'dead by bias',
    V,
    `const h = dense(8, { activation: 'relu', biasInitializer: constant(-20) }).apply(x); // HERE
  const y = dense(4).apply(dense(8, { activation: 'relu' }).apply(h));`,
    { code: 'dead-relu' },
  ),
  network(
    'dead map by bias',
    M,
    `const h = conv(4, { activation: 'relu', biasInitializer: constant(-15) }).apply(x); // HERE
  const y = conv(2).apply(h);`,
    { code: 'dead-relu' },
  ),
  ...[4, 8].map((depth) =>
    network(
      `sigmoids, ${depth + 4} deep`,
      V,
      `const first = dense(16, { activation: 'sigmoid' }).apply(x); // HERE
  let h = first;
  for (let i = 0; i < ${depth + 4}; i++) h = dense(16, { activation: 'sigmoid' }).apply(h);
  const y = dense(4, { activation: 'softmax' }).apply(h);`,
      { code: 'vanishing-gradient', also: ['deep-plain-stack'] },
    ),
  ),
  network(
    'tiny weights',
    V,
    `const first = dense(16, { activation: 'tanh', kernelInitializer: normal(0.01) }).apply(x); // HERE
  let h = first;
  for (let i = 0; i < 4; i++) h = dense(16, { activation: 'tanh', kernelInitializer: normal(0.01) }).apply(h);
  const y = dense(4, { activation: 'softmax' }).apply(h);`,
    { code: 'vanishing-gradient' },
  ),
  network(
    'weights too large',
    V,
    `const first = dense(32, { activation: 'relu', kernelInitializer: normal(1) }).apply(x); // HERE
  let h = first;
  for (let i = 0; i < 6; i++) h = dense(32, { activation: 'relu', kernelInitializer: normal(1) }).apply(h);
  const y = dense(4).apply(h);`,
    { code: 'exploding-gradient', also: ['non-finite', 'dead-relu', 'update-ratio'] },
  ),
  network(
    'saturated',
    V,
    `const h = dense(16, { activation: 'tanh', kernelInitializer: normal(50) }).apply(x); // HERE
  const y = dense(4).apply(h);`,
    { code: 'saturated' },
  ),
  network(
    'sure of nothing',
    V,
    `${hidden}
  const y = dense(4, { activation: 'softmax', kernelInitializer: normal(20) }).apply(h); // HERE`,
    { code: 'initial-loss', also: ['exploding-gradient'] },
  ),
  network(
    'sure of nothing, sigmoid',
    V,
    `${deep}
  const y = dense(1, { activation: 'sigmoid', kernelInitializer: normal(20) }).apply(h); // HERE`,
    { code: 'initial-loss', also: ['exploding-gradient'] },
    { compile: sgd(BCE, 1e-3) },
  ),
  ...[-10, -8, 12].map((bias) =>
    network(
      `gate at ${bias}`,
      V,
      `const h = dense(16, { activation: 'relu' }).apply(x);
  const gate = dense(16, { activation: 'sigmoid', biasInitializer: constant(${bias}) }).apply(x); // HERE
  const y = dense(4).apply(L.multiply().apply([h, gate]));`,
      { code: 'saturated-gate' },
    ),
  ),
];

const frozen: Definition[] = [
  network(
    'all frozen',
    V,
    `const h = dense(8, { activation: 'relu', trainable: false }).apply(x); // HERE
  const y = dense(2, { activation: 'softmax', trainable: false }).apply(h);`,
    { code: 'never-trained', variant: 'all-frozen' },
    { compile: sgd(CE) },
  ),
  network(
    'frozen stem',
    M,
    `const h = conv(4, { activation: 'relu', trainable: false }).apply(x); // HERE
  const y = conv(2).apply(conv(4, { activation: 'relu' }).apply(h));`,
    { code: 'never-trained', variant: 'frozen-at-random' },
  ),
  network(
    'frozen embedding',
    [8],
    `const h = L.embedding({ inputDim: 20, outputDim: 8, trainable: false }).apply(x); // HERE
  const y = dense(4, { activation: 'softmax' }).apply(L.flatten().apply(h));`,
    { code: 'never-trained', variant: 'frozen-at-random' },
  ),
  ...['tf.round(v)', 'tf.sign(v)', 'tf.step(v)', 'tf.floor(v)'].map((operation) =>
    network(
      operation,
      V,
      `${hidden}
  const end = new Own((v) => ${operation}).apply(h); // HERE
  const y = dense(4, { activation: 'softmax' }).apply(end);`,
      { code: 'disconnected', variant: 'blocks' },
    ),
  ),
];

const fed = (
  name: string,
  shape: number[],
  xs: string,
  ...[variant, more = {}]: readonly [string, Partial<{ ys: string; last: string; loss: string }>?]
): Definition =>
  network(
    name,
    shape,
    `${shape.length > 1 ? 'const f = L.flatten().apply(x);' : 'const f = x;'}
  const h = dense(8, { activation: 'relu' }).apply(f);
  const y = ${more.last ?? "dense(1, { activation: 'sigmoid' })"}.apply(h);`,
    { code: 'input-scale', variant, also: ['non-finite'] },
    {
      compile: sgd(more.loss ?? BCE, 1e-4),
      data: `return { xs: ${xs}, ys: ${more.ys ?? 'tf.floor(tf.randomUniform([batchSize, 1], 0, 2))'} };`,
    },
  );
const data: Definition[] = [
  fed('bytes', [6, 6, 3], 'tf.floor(tf.randomUniform([batchSize, 6, 6, 3], 0, 256))', 'bytes'),
  fed('grey bytes', [6, 6, 1], 'tf.floor(tf.randomUniform([batchSize, 6, 6, 1], 0, 255))', 'bytes'),
  fed('thousands', [8], 'tf.randomNormal([batchSize, 8], 0, 3000)', 'spread'),
  fed('thousandths', [8], 'tf.randomNormal([batchSize, 8], 0, 0.001)', 'spread'),
  fed('years', [2], 'tf.randomNormal([batchSize, 2], 2000, 20)', 'offset'),
  fed(
    'one NaN',
    [4],
    'tf.div(tf.ones([batchSize, 4]), tf.concat([tf.zeros([1, 4]), tf.ones([batchSize - 1, 4])])).mul(0).add(1)',
    'not-finite',
  ),
  fed('prices', [4], 'tf.randomNormal([batchSize, 4])', 'targets', {
    last: 'dense(1)',
    loss: MSE,
    ys: 'tf.randomNormal([batchSize, 1], 3e5, 1e5)',
  }),
  fed('divided labels', [4], 'tf.randomNormal([batchSize, 4])', 'labels', {
    ys: 'tf.div(tf.floor(tf.randomUniform([batchSize, 1], 0, 2)), 255)',
  }),
];

const mixed: Definition[] = [
  network(
    'softmax over the batch',
    V,
    `${hidden}
  const p = L.softmax({ axis: 0 }).apply(dense(4).apply(h)); // HERE
  const y = dense(2).apply(p);`,
    // TensorFlow.js refuses it.
    { code: 'model-threw' },
  ),
  network(
    'softmax over the batch by hand',
    V,
    `${hidden}
  const p = new Own((v) => tf.div(tf.exp(v), tf.sum(tf.exp(v), 0, true))).apply(dense(4).apply(h)); // HERE
  const y = dense(2).apply(p);`,
    { code: 'mixed-samples' },
  ),
  network(
    'a reshape in place of a transposition',
    [6, 4],
    `const p = new Own((v) => tf.transpose(tf.reshape(v, [6, -1, 4]), [1, 0, 2])).apply(x); // HERE
  const y = dense(2).apply(L.flatten().apply(p));`,
    { code: 'mixed-samples' },
  ),
];

/** Definitions of our own with one fault each. */
export const faulty: readonly Definition[] = [
  ...faultyOutputs,
  ...structure,
  ...weights,
  ...frozen,
  ...mixed,
  ...data,
  ...faultyRuns,
];

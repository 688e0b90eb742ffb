import { type Definition, network, sgd } from './definition';

const image = [24, 24, 3];

/**
 * Faults that people ask about in trackers and on question sites, as they are written in TensorFlow.js. Ids with
 * P come from questions on PyTorch, those with K from Keras; those of PyTorch alone are missing here.
 */
export const cases: readonly Definition[] = [
  network(
    'P1 a U-shape over an input that four poolings do not divide',
    [222, 222, 3],
    `const skips = [];
  let h = x;
  for (const filters of [2, 2, 2, 2]) {
    h = conv(filters, { activation: 'relu' }).apply(h);
    skips.push(h);
    h = L.maxPooling2d({ poolSize: 2 }).apply(h);
  }
  for (const skip of skips.reverse()) {
    h = L.upSampling2d({ size: [2, 2] }).apply(h);
    h = L.concatenate().apply([skip, h]); // HERE
  }
  const y = h;`,
    { code: 'model-threw' },
  ),
  network(
    'P5 bodies that end in ReLU, twenty blocks',
    [16],
    `let h = dense(16).apply(x);
  for (let i = 0; i < 20; i++) {
    const body = dense(16, { activation: 'relu', kernelInitializer: normal(0.02) }).apply( // HERE
      dense(16, { activation: 'relu' }).apply(h));
    h = L.add().apply([h, body]);
  }
  const y = dense(4, { activation: 'softmax' }).apply(h);`,
    { code: 'one-sided-body' },
  ),
  network(
    'P6 the block adds its input twice, ten blocks',
    [16],
    `let h = dense(16, { activation: 'relu' }).apply(x);
  for (let i = 0; i < 10; i++) {
    let o = dense(16, { activation: 'relu', kernelInitializer: normal(0.05) }).apply(h);
    o = L.add().apply([o, h]);
    h = L.add().apply([o, h]); // HERE
  }
  const y = dense(4, { activation: 'softmax' }).apply(h);`,
    { code: 'doubled-shortcut', also: ['exploding-gradient', 'initial-loss'] },
  ),
  network(
    'P8 the second convolution of a block reads the block’s input',
    image,
    `const h = conv(8, { activation: 'relu' }).apply(x);
  const first = conv(8, { activation: 'relu' }).apply(h); // HERE
  const second = conv(8, { activation: 'relu' }).apply(h);
  const y = conv(2).apply(L.add().apply([h, second]));`,
    { code: 'never-trained', variant: 'unused' },
  ),
  network(
    'P9 weights of zero before ReLU',
    [16],
    `const h = dense(8, { useBias: false, kernelInitializer: 'zeros' }).apply(x); // HERE
  const y = dense(4, { activation: 'softmax' }).apply(L.reLU().apply(h));`,
    { code: 'symmetric-weights', variant: 'stay' },
  ),
  network(
    'P10 a bias of −10 before ReLU',
    [16],
    `const h = dense(8, { activation: 'relu', biasInitializer: constant(-10) }).apply(x); // HERE
  const y = dense(4, { activation: 'softmax' }).apply(h);`,
    { code: 'dead-relu' },
  ),
  network(
    'P11 layers in a list',
    [16],
    `class Stack extends tf.layers.Layer {
    constructor() { super({}); this.list = [dense(16, { activation: 'relu' }), dense(16)]; }
    static className = 'Stack';
    build(shape) { this.list.forEach((layer) => layer.build(shape)); super.build(shape); }
    call(inputs) { return this.list.reduce((h, layer) => layer.apply(h), inputs[0] ?? inputs); }
  }
  const h = new Stack().apply(x); // HERE
  const y = dense(4, { activation: 'softmax' }).apply(h);`,
    { code: 'never-trained', variant: 'unregistered' },
  ),
  network(
    'P14 an encoder’s output without its gradient',
    [16],
    `const encoded = dense(8, { activation: 'relu' }).apply(x);
  const detached = new Own((v) => tf.customGrad((t) => ({ // HERE
    value: t.clone(), gradFunc: (dy) => tf.zerosLike(dy) }))(v)).apply(encoded);
  const y = dense(4, { activation: 'softmax' }).apply(detached);`,
    { code: 'disconnected', variant: 'blocks' },
  ),
  network(
    'P15 softmax, and a loss that takes the softmax',
    [16],
    `const h = dense(8, { activation: 'relu' }).apply(x);
  const y = dense(10, { activation: 'softmax' }).apply(h); // HERE`,
    { code: 'output-loss-mismatch', variant: 'softmax-twice' },
    { compile: '{ loss: tf.losses.softmaxCrossEntropy, optimizer: tf.train.sgd(0.1) }' },
  ),
  ...[10, 40].map((steps) =>
    network(
      `P19 a linear hidden state with weights ×3, ${steps} steps`,
      [steps, 8],
      `const cell = dense(24, { kernelInitializer: normal(3 / Math.sqrt(32)) }); // HERE
  const at = (i) => new Own((v) => tf.squeeze(tf.slice(v, [0, i, 0], [-1, 1, 8]), [1]), ([batch]) => [batch, 8]).apply(x);
  let h = dense(24, { activation: 'relu' }).apply(at(0));
  for (let i = 0; i < ${steps}; i++) h = cell.apply(L.concatenate().apply([at(i), h]));
  const y = dense(4).apply(h);`,
      { code: 'recurrent-growth', also: ['non-finite'] },
    ),
  ),
  network(
    'P19 at weights ×1: healthy',
    [10, 8],
    `const cell = dense(24, { kernelInitializer: normal(1 / Math.sqrt(32)) });
  const at = (i) => new Own((v) => tf.squeeze(tf.slice(v, [0, i, 0], [-1, 1, 8]), [1]), ([batch]) => [batch, 8]).apply(x);
  let h = dense(24, { activation: 'relu' }).apply(at(0));
  for (let i = 0; i < 10; i++) h = cell.apply(L.concatenate().apply([at(i), h]));
  const y = dense(4).apply(h);`,
    null,
  ),
  network(
    'P23 a stem that is frozen with random weights',
    image,
    `const stem = conv(8, { activation: 'relu', trainable: false }).apply(x); // HERE
  const stage = conv(8, { activation: 'relu', trainable: false }).apply(stem);
  const h = conv(8, { activation: 'relu' }).apply(stage);
  const y = dense(4, { activation: 'softmax' }).apply(L.globalMaxPooling2d({}).apply(h));`,
    { code: 'never-trained', variant: 'frozen-at-random' },
  ),
  network(
    'P29 an operation without a backward pass',
    [16],
    `const h = dense(8, { activation: 'relu' }).apply(x);
  const steps = new Own((v) => tf.round(v)).apply(h); // HERE
  const y = dense(4, { activation: 'softmax' }).apply(steps);`,
    { code: 'disconnected', variant: 'blocks' },
  ),
  network(
    'K1 a softmax over one unit',
    [16],
    `const h = dense(50, { activation: 'relu' }).apply(dense(50, { activation: 'relu' }).apply(x));
  const y = dense(1, { activation: 'softmax' }).apply(h); // HERE`,
    { code: 'output-loss-mismatch', variant: 'one-unit' },
    { compile: sgd('binaryCrossentropy') },
  ),
  network(
    'K3 ReLU before categorical cross-entropy',
    [16],
    `const h = dense(16, { activation: 'relu' }).apply(x);
  const y = dense(10, { activation: 'relu' }).apply(h); // HERE`,
    { code: 'output-loss-mismatch', variant: 'no-class-probabilities' },
    { compile: sgd('categoricalCrossentropy') },
  ),
  network(
    'K5 three sigmoids before categorical cross-entropy',
    [16],
    `const h = dense(16, { activation: 'relu' }).apply(x);
  const y = dense(3, { activation: 'sigmoid' }).apply(h); // HERE`,
    { code: 'output-loss-mismatch', variant: 'independent-units' },
    { compile: sgd('categoricalCrossentropy') },
  ),
  network(
    'K6 two dense layers without an activation, at a rate of 3',
    [64],
    `const h = dense(30).apply(x); // HERE
  const y = dense(10).apply(h);`,
    {
      code: 'missing-nonlinearity',
      variant: 'one-map',
      also: ['update-ratio', 'exploding-gradient', 'non-finite'],
    },
    { compile: sgd('meanSquaredError', 3) },
  ),
  network(
    'K8 inputs of hundreds, ReLU, a rate of 0.1',
    [8],
    `const h = dense(30, { activation: 'relu' }).apply(dense(50, { activation: 'relu' }).apply(x));
  const y = dense(1).apply(h);`.replace('const h', '// x is read here\n  const h'),
    { code: 'input-scale', variant: 'spread', also: ['non-finite', 'dead-relu'] },
    {
      compile: sgd('meanSquaredError', 0.1),
      data: 'return { xs: tf.randomNormal([batchSize, 8], 300, 400), ys: tf.randomNormal([batchSize, 1]) };',
    },
  ),
  network(
    'K9 images of bytes before a sigmoid',
    [8, 8, 1],
    `const h = dense(16, { activation: 'relu' }).apply(L.flatten().apply(x));
  const y = dense(1, { activation: 'sigmoid' }).apply(h);`,
    { code: 'input-scale', variant: 'bytes' },
    {
      compile: sgd('binaryCrossentropy'),
      data: `return { xs: tf.floor(tf.randomUniform([batchSize, 8, 8, 1], 0, 256)),
    ys: tf.floor(tf.randomUniform([batchSize, 1], 0, 2)) };`,
    },
  ),
  network(
    'K10 three sigmoid layers with weights that are too small',
    [20],
    `const small = { activation: 'sigmoid', kernelInitializer: normal(0.05) };
  const first = dense(16, small).apply(x); // HERE
  const h = dense(16, small).apply(dense(16, small).apply(first));
  const y = dense(2, { kernelInitializer: normal(0.05) }).apply(h);`,
    { code: 'vanishing-gradient', also: ['update-ratio'] },
    { compile: sgd('meanSquaredError', 0.1) },
  ),
  network(
    'K12 two sigmoids before a softmax',
    [16],
    `const h = dense(16, { activation: 'relu' }).apply(x);
  const squashed = dense(2, { activation: 'sigmoid' }).apply(h);
  const y = L.softmax().apply(squashed); // HERE`,
    { code: 'output-loss-mismatch', variant: 'squashed-scores' },
    { compile: sgd('categoricalCrossentropy') },
  ),
  network(
    'K13 argmax before an embedding',
    [16],
    `const h = dense(8).apply(x);
  const word = new Own((v) => tf.cast(tf.argMax(v, -1), 'float32'), ([batch]) => [batch]).apply(h);
  const y = dense(4, { activation: 'softmax' }).apply(
    L.embedding({ inputDim: 8, outputDim: 6 }).apply(word)); // HERE`,
    { code: 'model-threw' },
  ),
  network(
    'K15 a frozen batch norm with the statistics of other data',
    [16],
    `const old = { movingMeanInitializer: constant(40), movingVarianceInitializer: constant(100) };
  const h = L.batchNormalization({ ...old, trainable: false }).apply(x); // HERE
  const y = dense(4, { activation: 'softmax' }).apply(dense(8, { activation: 'relu' }).apply(h));`,
    { code: 'train-eval-gap', variant: 'kept' },
    {
      compile: sgd('categoricalCrossentropy'),
      data: `return { xs: tf.randomNormal([batchSize, 16]),
    ys: tf.oneHot(tf.cast(tf.floor(tf.randomUniform([batchSize], 0, 4)), 'int32'), 4).toFloat() };`,
    },
  ),
  network(
    'K18 labels that were divided by 255',
    [16],
    `const h = dense(16, { activation: 'relu' }).apply(x);
  const y = dense(10, { activation: 'softmax' }).apply(h);`,
    { code: 'unusable-data' },
    {
      compile: sgd('sparseCategoricalCrossentropy'),
      data: `return { xs: tf.randomNormal([batchSize, 16]),
    ys: tf.div(tf.floor(tf.randomUniform([batchSize, 1], 0, 10)), 255) };`,
    },
  ),
];

import { type Definition, sgd } from './definition';
import { healthy, softmax, V } from './healthyHelper';

/** Dense layers with all kinds of outputs and losses. */
export const plain: readonly Definition[] = [
  ...['relu', 'tanh', 'elu', 'selu', 'softplus'].flatMap((activation) =>
    [1, 3, 6].map((depth) =>
      healthy(
        `${activation} × ${depth}`,
        V,
        `let h = x;
  for (let i = 0; i < ${depth}; i++) h = dense(24, { activation: '${activation}', kernelInitializer: 'heNormal' }).apply(h);
  ${softmax}`,
      ),
    ),
  ),
  healthy(
    'sigmoid × 2',
    V,
    `let h = x;
  for (let i = 0; i < 2; i++) h = dense(24, { activation: 'sigmoid' }).apply(h);
  ${softmax}`,
  ),
  healthy('linear regression', V, 'const y = dense(1).apply(x);', {
    compile: sgd('meanSquaredError'),
  }),
  healthy('logistic regression', V, "const y = dense(1, { activation: 'sigmoid' }).apply(x);", {
    compile: sgd('binaryCrossentropy'),
  }),
  healthy('several linear regressions', V, 'const y = dense(7).apply(x);', {
    compile: sgd('meanAbsoluteError'),
  }),
  healthy('low-rank pair', V, 'const y = dense(16).apply(dense(3).apply(x));'),
  healthy(
    'low-rank pair among others',
    V,
    `const h = dense(32, { activation: 'relu' }).apply(x);
  const y = dense(32, { activation: 'softmax' }).apply(dense(4).apply(h));`,
  ),
  healthy(
    'vector autoencoder',
    V,
    `const h = dense(8, { activation: 'relu' }).apply(x);
  const code = dense(2).apply(h);
  const y = dense(16).apply(dense(8, { activation: 'relu' }).apply(code));`,
    { compile: sgd('meanSquaredError') },
  ),
  healthy(
    'sigmoids of pixels before a squared error',
    V,
    "const y = dense(16, { activation: 'sigmoid' }).apply(dense(4, { activation: 'relu' }).apply(x));",
    { compile: sgd('meanSquaredError') },
  ),
  healthy(
    'labels by tanh before a squared error',
    V,
    "const y = dense(1, { activation: 'tanh' }).apply(dense(8, { activation: 'relu' }).apply(x));",
    { compile: sgd('meanSquaredError') },
  ),
  healthy(
    'several labels',
    V,
    "const y = dense(6, { activation: 'sigmoid' }).apply(dense(8, { activation: 'relu' }).apply(x));",
    { compile: sgd('binaryCrossentropy') },
  ),
  healthy(
    'softmax of two before binary cross-entropy',
    V,
    "const y = dense(2, { activation: 'softmax' }).apply(dense(8, { activation: 'relu' }).apply(x));",
    { compile: sgd('binaryCrossentropy') },
  ),
  healthy(
    'scores before the loss that takes them',
    V,
    "const y = dense(6).apply(dense(8, { activation: 'relu' }).apply(x));",
    { compile: '{ loss: tf.losses.softmaxCrossEntropy, optimizer: tf.train.sgd(0.01) }' },
  ),
  healthy(
    'a loss of one’s own',
    V,
    "const y = dense(1).apply(dense(8, { activation: 'relu' }).apply(x));",
    {
      compile:
        '{ loss: (t, p) => tf.mean(tf.square(tf.sub(t, p))), optimizer: tf.train.adam(1e-3) }',
    },
  ),
  healthy(
    'Q values',
    V,
    "const y = dense(4).apply(dense(32, { activation: 'relu' }).apply(dense(32, { activation: 'relu' }).apply(x)));",
    { compile: '{ loss: "meanSquaredError", optimizer: tf.train.adam(1e-3) }' },
  ),
  healthy(
    'zeros in the head',
    V,
    "const y = dense(4, { kernelInitializer: 'zeros', activation: 'softmax' }).apply(dense(16, { activation: 'relu' }).apply(x));",
  ),
  healthy(
    'columns of tens',
    V,
    "const y = dense(4, { activation: 'softmax' }).apply(dense(16, { activation: 'relu' }).apply(x));",
    {
      data: `return { xs: tf.randomNormal([batchSize, 16], 5, 20),
    ys: tf.oneHot(tf.cast(tf.floor(tf.randomUniform([batchSize], 0, 4)), 'int32'), 4).toFloat() };`,
    },
  ),
  healthy(
    'one class before a softmax and a squared error',
    V,
    "const y = dense(4, { activation: 'softmax' }).apply(dense(16, { activation: 'relu' }).apply(x));",
    {
      compile: sgd('meanSquaredError'),
      data: `return { xs: tf.randomNormal([batchSize, 16]),
    ys: tf.oneHot(tf.cast(tf.floor(tf.randomUniform([batchSize], 0, 4)), 'int32'), 4).toFloat() };`,
    },
  ),
  ...[0.01, 0.1].map((l2) =>
    healthy(
      `penalties of ${l2}`,
      V,
      `const h = dense(64, { activation: 'relu', kernelRegularizer: tf.regularizers.l2({ l2: ${l2} }) }).apply(x);
  ${softmax}`,
    ),
  ),
];

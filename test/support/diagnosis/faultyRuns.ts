import { type Definition, network, sgd } from './definition';

const outputs = "const y = dense(4, { activation: 'softmax' }).apply(h);";

/** Faults that a short run of the network, or its data, shows. */
export const faultyRuns: readonly Definition[] = [
  ...['relu', 'linear'].map((activation) =>
    network(
      `a recurrent layer with ${activation} whose weights are too large`,
      [30, 8],
      `const large = { recurrentInitializer: tf.initializers.orthogonal({ gain: 3 }) };
  const h = L.simpleRNN({ units: 16, activation: '${activation}', ...large }).apply(x); // HERE
  const y = dense(1).apply(h);`,
      { code: 'recurrent-growth', variant: 'within', also: ['non-finite'] },
    ),
  ),
  network(
    'dropout before batch norm',
    [16],
    `const dropped = L.dropout({ rate: 0.5 }).apply(dense(64, { activation: 'relu' }).apply(x));
  const h = L.batchNormalization().apply(dropped); // HERE
  ${outputs}`,
    { code: 'train-eval-gap', variant: 'dropout' },
    { probe: { batchSize: 32 } },
  ),
  network(
    'a column of hundreds among small ones',
    [8],
    `const h = dense(16, { activation: 'relu' }).apply(x);
  ${outputs}`,
    { code: 'input-scale', also: ['dead-relu'] },
    {
      data: `const scales = [[1, 30, 1, 1, 250, 1, 1, 12]];
  return { xs: tf.mul(tf.randomNormal([batchSize, 8]), scales),
    ys: tf.oneHot(tf.cast(tf.floor(tf.randomUniform([batchSize], 0, 4)), 'int32'), 4).toFloat() };`,
    },
  ),
  network(
    'labels of several classes before a softmax',
    [8],
    `const h = dense(16, { activation: 'relu' }).apply(x);
  const y = dense(4, { activation: 'softmax' }).apply(h); // HERE`,
    { code: 'output-loss-mismatch', variant: 'several-classes' },
    {
      compile: sgd('meanSquaredError'),
      data: `return { xs: tf.randomNormal([batchSize, 8]), ys: tf.floor(tf.randomUniform([batchSize, 4], 0, 2)) };`,
    },
  ),
];

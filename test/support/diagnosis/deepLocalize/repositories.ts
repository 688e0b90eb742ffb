import {
  BCE,
  CE,
  MSE,
  act,
  type BenchmarkModel,
  benchmarkModel as model,
  chain,
  compiled,
  data,
  half,
  relu,
  sigmoid,
  softmax,
} from './model';

const pool = 'L.maxPooling2d({ poolSize: 2 })';

/** The repositories of the benchmark, by their names; several patches tune a network without a fault. */
export const repositories: readonly BenchmarkModel[] = [
  // Other widths.
  model('DDOS-ML-Detection', [], {
    shape: [20],
    body: chain(
      "dense(22, { activation: 'relu', kernelInitializer: tf.initializers.randomUniform({ minval: -0.05, maxval: 0.05 }) })",
      'L.dropout({ rate: 0.4 })',
      "dense(64, { activation: 'relu' })",
      'L.dropout({ rate: 0.4 })',
      "dense(128, { activation: 'relu' })",
      'L.dropout({ rate: 0.4 })',
      "dense(64, { activation: 'relu' })",
      'L.dropout({ rate: 0.4 })',
      "dense(5, { activation: 'softmax' })",
    ),
    compile: compiled(CE, 'adam()'),
    data: data('tf.randomNormal([n, 20])', 'classes(5)'),
  }),
  // The squared error for cross-entropy, and a rate ten times as high.
  model('keras-super-resolution', ['output-loss-mismatch', 'update-ratio'], {
    shape: [16, 16, 3],
    body: chain('conv(16)', relu, 'conv(8)', relu, 'conv(3)', `${sigmoid} // HERE`),
    compile: compiled(BCE, 'adam(0.0001)'),
    data: data('tf.randomUniform([n, 16, 16, 3])', 'tf.randomUniform([n, 16, 16, 3])'),
  }),
  // Another optimizer with a tenth of the rate; that it is one linear map is left.
  model('FacialKeypointsDetection', ['update-ratio'], {
    shape: [1024],
    body: chain('dense(50)', 'dense(100)', 'dense(30)'),
    compile: compiled(MSE, 'adam(0.1)'),
    data: data('tf.randomUniform([n, 1024])', 'tf.randomUniform([n, 30], -1, 1)'),
  }),
  // Smaller kernels and more channels.
  model('keras_catsdogs', [], {
    shape: [32, 32, 3],
    body: chain(
      'conv(16)',
      relu,
      pool,
      'conv(10)',
      relu,
      pool,
      'conv(10)',
      relu,
      pool,
      'L.flatten()',
      'dense(2)',
      softmax,
    ),
    compile: compiled(CE, 'adadelta(0.001)'),
    data: data('tf.randomUniform([n, 32, 32, 3])', 'classes(2)'),
  }),
  // ELU for ReLU.
  model('Traffic-Sign-Classifier', [], {
    shape: [32, 32, 3],
    body: chain(
      'conv(3)',
      relu,
      'conv(16)',
      relu,
      'conv(32)',
      relu,
      pool,
      'conv(32)',
      relu,
      'L.flatten()',
      half,
      'dense(64)',
      relu,
      half,
      'dense(43)',
      softmax,
    ),
    compile: compiled(CE, 'adam()'),
    data: data('tf.randomUniform([n, 32, 32, 3], -0.5, 0.5)', 'classes(43)'),
  }),
  // More and wider layers.
  model('kerasma', [], {
    shape: [8],
    body: chain('dense(12)', relu, 'dense(8)', relu, 'dense(1)', sigmoid),
    compile: compiled(BCE, 'adam()'),
    data: data(
      'tf.add(tf.mul(tf.randomNormal([n, 8]), [[3.4, 32, 19, 16, 115, 7.9, 0.33, 12]]), [[3.8, 121, 69, 20, 80, 32, 0.5, 33]])',
      'whole([n, 1], 2)',
    ),
  }),
  model('kaggle-melbourne_properties', ['input-scale'], {
    shape: [12],
    body: chain(
      "dense(20, { kernelInitializer: 'glorotNormal' })",
      act('tanh'),
      "dense(20, { kernelInitializer: 'glorotNormal' })",
      act('tanh'),
      'dense(1)',
    ),
    compile: compiled(MSE, 'adam()'),
    data: data('tf.randomNormal([n, 12])', 'tf.randomNormal([n, 1], 1e6, 6e5)'),
  }),
  // The squared error for cross-entropy, and a rate ten times as high.
  model('gol_nn', ['output-loss-mismatch', 'update-ratio'], {
    shape: [20, 20, 1],
    body: chain('conv(8)', relu, 'conv(8)', relu, 'conv(1)', `${sigmoid} // HERE`),
    compile: compiled(BCE, 'adam()'),
    data: data('whole([n, 20, 20, 1], 2)', 'whole([n, 20, 20, 1], 2)'),
  }),
  // Dropout.
  model('MovieReviews_Keras', [], {
    shape: [2000],
    body: chain('dense(16)', relu, 'dense(16)', relu, 'dense(1)', sigmoid),
    compile: compiled(BCE, 'rmsprop(0.001)'),
    data: data(
      'tf.cast(tf.less(tf.randomUniform([n, 2000]), 0.02), "float32")',
      'whole([n, 1], 2)',
    ),
  }),
  model('hotdog-sandwich', ['missing-nonlinearity'], {
    shape: [32, 32, 1],
    body: chain(
      'conv(8)',
      half,
      relu,
      'conv(8)',
      half,
      relu,
      'conv(8)',
      half,
      relu,
      'L.flatten()',
      'dense(60)',
      relu,
      'dense(30) // HERE',
      'dense(2)',
      softmax,
    ),
    compile: compiled(CE, 'adam()'),
    data: data('tf.randomUniform([n, 32, 32, 1])', 'classes(2)'),
  }),
  model('Averaging_Neural_Networks', ['missing-nonlinearity'], {
    shape: [3],
    body: chain('dense(2) // HERE', 'dense(1)'),
    compile: compiled(MSE, 'rmsprop(0.001)'),
    data: data('tf.randomUniform([n, 3])', 'tf.randomUniform([n, 1])'),
  }),
];

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
  narrow,
  relu,
  sigmoid,
  softmax,
  uniform,
} from './model';

const iris =
  'tf.add(tf.mul(tf.randomNormal([n, 4]), [[0.83, 0.43, 1.76, 0.76]]), [[5.8, 3.1, 3.8, 1.2]])';

/** The rest of the posts of the benchmark. */
export const morePosts: readonly BenchmarkModel[] = [
  model('59278771', ['output-loss-mismatch', 'input-scale'], {
    shape: [4],
    body: chain(
      `dense(4, { ${narrow} })`,
      relu,
      `dense(3, { ${narrow} }) // HERE`,
      `${sigmoid} // HERE`,
    ),
    compile: compiled(CE, 'adam()'),
    data: data(iris, 'classes(3)'),
  }),
  model('52800582', ['input-scale'], {
    shape: [1],
    body: chain('dense(50)', sigmoid, 'dense(50)', act('elu'), 'dense(1)'),
    compile: compiled(MSE, 'adam()'),
    data: data(
      'tf.randomUniform([n, 1], -100, 100)',
      'tf.pow(tf.randomUniform([n, 1], -100, 100), 4)',
    ),
  }),
  // The benchmark itself says that its structure has no fault; all its targets are 1.
  model('41372874', [], {
    shape: [2],
    body: chain(
      `dense(2, { ${uniform} })`,
      relu,
      `dense(2, { ${uniform} })`,
      relu,
      `dense(1, { ${uniform} })`,
      sigmoid,
    ),
    compile: compiled(BCE, 'adam()'),
    data: data('tf.randomNormal([n, 2], 0.25, 0.5)', 'tf.ones([n, 1])'),
  }),
  model('34673164', ['input-scale', 'output-loss-mismatch'], {
    shape: [16],
    body: chain(
      `dense(64, { ${uniform} }) // HERE`,
      act('tanh'),
      half,
      `dense(64, { ${uniform} })`,
      act('tanh'),
      half,
      `dense(2, { ${uniform} })`,
      `${softmax} // HERE`,
    ),
    compile: compiled(MSE, 'momentum(0.1, 0.9)'),
    data: data(
      'tf.mul(tf.randomUniform([n, 16]), [[6e5, 40, 300, 200, 20, 20, 1.7e5, 2.6e5, 2.6, 70, 28, 31, 1.6e5, 2, 2, 1]])',
      'classes(2)',
    ),
  }),
  model('48221692', ['output-loss-mismatch', 'input-scale'], {
    shape: [1],
    body: chain('dense(5)', sigmoid, 'dense(1)', `${sigmoid} // HERE`),
    compile: compiled(MSE, 'sgd(0.01)'),
    data: data('tf.randomUniform([n, 1], -10, 10)', 'tf.randomUniform([n, 1], 3, 103)'),
  }),
  model('50079585', ['unusable-data'], {
    shape: [32, 32, 3],
    body: chain(
      "conv(8, { activation: 'relu' })",
      'L.maxPooling2d({ poolSize: 2 })',
      "conv(16, { activation: 'relu' })",
      'L.maxPooling2d({ poolSize: 2 })',
      'L.flatten()',
      'dense(64)',
      relu,
      half,
      'dense(1) // HERE',
      `${sigmoid} // HERE`,
    ),
    compile: compiled(BCE, 'rmsprop(0.001)'),
    data: data('tf.randomUniform([n, 32, 32, 3])', 'whole([n, 1], 3)'),
  }),
  model('45337371', ['output-loss-mismatch'], {
    shape: [5],
    body: chain(
      "dense(60, { activation: 'relu' })",
      "dense(50, { activation: 'relu' })",
      "dense(1, { activation: 'softmax' }) // HERE",
    ),
    compile: compiled(BCE, 'adam()'),
    data: data('tf.randomUniform([n, 5])', 'tf.randomUniform([n, 1])'),
  }),
  model('44066044', ['output-loss-mismatch', 'input-scale'], {
    shape: [11],
    body: chain(
      `dense(12, { ${narrow} })`,
      relu,
      `dense(12, { ${narrow} })`,
      relu,
      `dense(1, { ${narrow} })`,
      `${relu} // HERE`,
    ),
    compile: compiled(BCE, 'adam()'),
    data: data(
      'tf.mul(tf.randomUniform([n, 11]), [[3.2e9, 3.2e9, 6, 128, 5e5, 5e4, 12, 6e4, 6, 1, 200]])',
      'whole([n, 1], 2)',
    ),
  }),
  model('51930566', ['output-loss-mismatch'], {
    shape: [4],
    body: chain(`dense(4, { ${narrow} })`, relu, `dense(3, { ${narrow} })`, `${sigmoid} // HERE`),
    compile: compiled(CE, 'adam()'),
    data: data(iris, 'classes(3)'),
  }),
  model('47352366', ['output-loss-mismatch', 'input-scale'], {
    shape: [28, 28, 1],
    body: chain(
      "conv(8, { activation: 'relu', biasInitializer: constant(0.1) })",
      'L.maxPooling2d({ poolSize: 2 })',
      "conv(16, { activation: 'relu', biasInitializer: constant(0.1) })",
      'L.maxPooling2d({ poolSize: 2 })',
      'L.flatten()',
      "dense(64, { activation: 'relu', biasInitializer: constant(0.1) })",
      half,
      "dense(10, { activation: 'relu' }) // HERE",
    ),
    compile: compiled(CE, 'adam()'),
    data: data('tf.randomUniform([n, 28, 28, 1])', 'classes(10)'),
  }),
  model('45442843', ['output-loss-mismatch', 'input-scale'], {
    shape: [1],
    body: chain('dense(1)', sigmoid, `dense(1, { ${narrow} })`, `${softmax} // HERE`),
    compile: compiled('meanAbsoluteError', 'rmsprop(0.001)'),
    data: data('tf.round(tf.randomUniform([n, 1], 15041, 24987))', 'whole([n, 1], 2)'),
  }),
  model('48594888', ['input-scale'], {
    shape: [32, 32, 3],
    body: chain(
      "conv(16, { activation: 'relu', kernelInitializer: 'heNormal' })",
      'L.maxPooling2d({ poolSize: 2 })',
      "conv(32, { activation: 'relu', kernelInitializer: 'heNormal' })",
      'L.maxPooling2d({ poolSize: 2 })',
      'L.flatten()',
      "dense(64, { activation: 'relu' })",
      'L.dropout({ rate: 0.3 })',
      'dense(10)',
      softmax,
    ),
    compile: compiled(CE, 'adam()'),
    data: data('whole([n, 32, 32, 3], 256)', 'classes(10)'),
  }),
  // Softmax and cross-entropy fit; the columns are not scaled.
  model('31627380', ['output-loss-mismatch'], {
    shape: [10],
    body: chain('dense(512)', relu, half, 'dense(2)', `${softmax} // HERE`),
    compile: compiled(CE, 'adam()'),
    data: data(
      'tf.mul(tf.randomUniform([n, 10]), [[3, 1300, 1, 80, 8, 6, 900, 500, 180, 3]])',
      'classes(2)',
    ),
  }),
  model('58609115', ['output-loss-mismatch', 'input-scale', 'exploding-gradient'], {
    shape: [1],
    body: chain(
      `dense(69, { ${narrow} })`,
      `${relu} // HERE`,
      `dense(69, { ${narrow} })`,
      `${relu} // HERE`,
      `dense(69, { ${narrow} })`,
      `${softmax} // HERE`,
    ),
    compile: compiled(CE, 'adam()'),
    data: data('tf.randomUniform([n, 1], 1, 1e9)', 'classes(69)'),
  }),
  // One sigmoid or two classes by softmax are the same.
  model('50481178', ['output-loss-mismatch'], {
    shape: [4],
    body: chain(
      ...[10, 20, 30, 40, 50].map((units) => `dense(${units}, { activation: 'relu' })`),
      'dense(1) // HERE',
      `${sigmoid} // HERE`,
    ),
    compile: compiled(BCE, 'adam()'),
    data: data('tf.randomNormal([n, 4], 2.5, 1.8)', 'whole([n, 1], 2)'),
  }),
];

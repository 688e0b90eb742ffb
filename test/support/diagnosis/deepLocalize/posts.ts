import {
  BCE,
  CE,
  MAE,
  MSE,
  act,
  type BenchmarkModel,
  benchmarkModel as model,
  chain,
  compiled,
  data,
  digits,
  half,
  narrow,
  relu,
  sigmoid,
  softmax,
  uniform,
} from './model';

/**
 * The posts of Stack Overflow in the benchmark of Wardat et al. 2021 (DeepLocalize), by the number of the post:
 * their layers, initial weights, losses, rates and the scale of their data, in our own words. Wide layers are
 * narrower here.
 */
export const posts: readonly BenchmarkModel[] = [
  model('48385830', ['missing-nonlinearity', 'output-loss-mismatch'], {
    shape: [784],
    body: chain(
      'dense(30, { kernelInitializer: normal(1), biasInitializer: normal(1) }) // HERE',
      'dense(10, { kernelInitializer: normal(1), biasInitializer: normal(1) }) // HERE',
    ),
    compile: compiled(MSE, 'sgd(3)'),
    data: data(digits, 'classes(10)'),
  }),
  // Softmax and cross-entropy fit; the patch takes a sigmoid for each class.
  model('44164749', ['output-loss-mismatch'], {
    shape: [784],
    body: chain(
      'dense(500)',
      relu,
      'L.dropout({ rate: 0.1 })',
      'dense(60)',
      relu,
      'L.dropout({ rate: 0.1 })',
      'dense(10)',
      `${softmax} // HERE`,
    ),
    compile: compiled(CE, 'momentum(0.01, 0.9)'),
    data: data(digits, 'classes(10)'),
  }),
  model('31556268', ['output-loss-mismatch'], {
    shape: [2],
    body: chain('dense(4)', sigmoid, 'dense(1)', `${sigmoid} // HERE`),
    compile: compiled(MAE, 'momentum(0.05, 0.11)'),
    data: data('whole([n, 2], 2)', 'whole([n, 1], 2)'),
  }),
  // Two classes by softmax or one by sigmoid are the same; five epochs were too few.
  model('50306988', ['output-loss-mismatch'], {
    shape: [2],
    body: chain('dense(2)', sigmoid, 'dense(2)', `${softmax} // HERE`),
    compile: compiled(CE, 'adam()'),
    data: data('tf.randomUniform([n, 2], 0.2, 0.7)', 'classes(2)'),
  }),
  model('48251943', ['output-loss-mismatch', 'input-scale'], {
    shape: [2],
    body: chain('dense(4)', relu, 'dense(1)', `${relu} // HERE`),
    compile: compiled(MSE, 'sgd(0.01)'),
    data: data('tf.randomNormal([n, 2], 0.64, 0.9)', 'tf.randomNormal([n, 1], 0.91, 0.94)'),
  }),
  model('38648195', ['output-loss-mismatch'], {
    shape: [20],
    body: chain('dense(20)', relu, half, 'dense(20)', relu, half, 'dense(3)', `${softmax} // HERE`),
    compile: compiled(MSE, 'sgd(0.01)'),
    data: data('tf.randomNormal([n, 20], 2.5, 1.8)', 'whole([n, 3], 2)'),
  }),
  model('33969059', ['output-loss-mismatch', 'input-scale'], {
    shape: [3],
    body: chain(
      `dense(3, { ${uniform} })`,
      act('tanh'),
      half,
      `dense(2, { ${uniform} })`,
      act('tanh'),
      half,
      `dense(1, { ${uniform} })`,
      `${softmax} // HERE`,
    ),
    compile: compiled(MSE, 'momentum(0.1, 0.9)'),
    data: data('tf.randomUniform([n, 3], 0, 10000)', 'tf.randomUniform([n, 1], 0, 35000)'),
  }),
  model('55328966', ['output-loss-mismatch', 'input-scale'], {
    shape: [784],
    body: chain('dense(784)', 'dense(50)', relu, 'dense(10)', `${sigmoid} // HERE`),
    compile: compiled(CE, 'sgd(0.0001)'),
    data: data('whole([n, 784], 256)', 'classes(10)'),
  }),
  model('34311586', ['output-loss-mismatch'], {
    shape: [2],
    body: chain(
      `dense(2, { ${uniform} })`,
      sigmoid,
      `dense(3, { ${uniform} })`,
      sigmoid,
      `dense(1, { ${uniform} })`,
      `${softmax} // HERE`,
    ),
    compile: compiled(MSE, 'momentum(0.001, 0.9)'),
    data: data('whole([n, 2], 2)', 'whole([n, 1], 2)'),
  }),
  model('31880720', ['output-loss-mismatch'], {
    shape: [128],
    body: chain(
      'dense(50)',
      relu,
      relu,
      'L.dropout({ rate: 0.2 })',
      'dense(50)',
      relu,
      'L.dropout({ rate: 0.2 })',
      'dense(1)',
      `${softmax} // HERE`,
    ),
    compile: compiled(BCE, 'rmsprop(0.001)'),
    data: data('tf.tile(whole([n, 1], 2), [1, 128])', 'whole([n, 1], 2)'),
  }),
  model('39525358', ['input-scale'], {
    shape: [3],
    body: chain(
      `dense(12, { ${uniform} })`,
      relu,
      `dense(3, { ${uniform} })`,
      relu,
      `dense(1, { ${uniform} })`,
      sigmoid,
    ),
    compile: compiled(BCE, 'adam()'),
    data: data(
      'tf.add(tf.round(tf.randomUniform([n, 1], 65, 68)), [[0, 1, 2]])',
      'whole([n, 1], 2)',
    ),
  }),
  model('39217567', ['vanishing-gradient'], {
    shape: [8],
    body: chain(
      `dense(8, { ${narrow} }) // HERE`,
      `${sigmoid} // HERE`,
      `dense(8, { ${narrow} }) // HERE`,
      `${sigmoid} // HERE`,
      `dense(8, { ${narrow} })`,
      sigmoid,
    ),
    compile: compiled(MSE, 'sgd(0.01)'),
    data: data('whole([n, 8], 2)', 'whole([n, 8], 2)'),
  }),
  model('48934338', ['update-ratio', 'non-finite', 'exploding-gradient'], {
    shape: [1],
    body: chain('dense(50)', relu, `dense(30, { ${uniform} })`, relu, 'dense(1)'),
    compile: compiled(MSE, 'sgd(0.1)'),
    data: data(
      'tf.randomUniform([n, 1], 0, 5)',
      'tf.add(tf.mul(5, tf.square(tf.randomUniform([n, 1], 0, 5))), tf.pow(tf.randomNormal([n, 1]), 3))',
    ),
  }),
  // The data are not scaled; the patch takes another optimizer.
  model('47724077', ['update-ratio'], {
    shape: [14],
    body: chain('dense(21)', relu, 'dense(2)', softmax),
    compile: compiled(CE, 'adam()'),
    data: data(
      'tf.mul(tf.randomUniform([n, 14]), [[90, 1, 4e5, 1, 16, 1, 1, 1, 1, 1, 4e3, 500, 99, 1]])',
      'classes(2)',
    ),
  }),
  model('59325381', ['unusable-data'], {
    shape: [28, 28, 1],
    body: chain(
      'conv(16)',
      'L.maxPooling2d({ poolSize: 2 })',
      'conv(8)',
      'L.maxPooling2d({ poolSize: 2 })',
      'L.flatten()',
      'dense(128)',
      relu,
      'dense(10)',
      softmax,
    ),
    compile: compiled('sparseCategoricalCrossentropy', 'adam()'),
    data: data('tf.randomUniform([n, 28, 28, 1])', 'tf.div(whole([n, 1], 10), 255)'),
  }),
];

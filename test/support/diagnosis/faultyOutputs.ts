import { type Answer, type Definition, network, sgd } from './definition';

const V = [16];
const M = [12, 12, 3];
const CE = 'categoricalCrossentropy';
const BCE = 'binaryCrossentropy';
const hidden = "const h = dense(16, { activation: 'relu' }).apply(x);";
const deep = `const h = dense(12, { activation: 'tanh' }).apply(dense(20, { activation: 'relu' }).apply(x));`;
const convolved = `const h = L.flatten().apply(conv(4, { activation: 'relu' }).apply(x));`;

/** The same last layer behind several networks. */
const ends = (
  name: string,
  last: string,
  compile: string | undefined,
  answer: Answer,
): Definition[] =>
  [
    ['dense', V, hidden],
    ['deep', V, deep],
    ['convolved', M, convolved],
  ].map(([kind, shape, body]) =>
    network(
      `${name}, ${kind as string}`,
      shape as number[],
      `${body as string}\n  const y = ${last}.apply(h); // HERE`,
      answer,
      compile === undefined ? {} : { compile },
    ),
  );

const mismatch = (variant: string): Answer => ({ code: 'output-loss-mismatch', variant });
const core = (loss: string): string => `{ loss: tf.losses.${loss}, optimizer: tf.train.sgd(0.01) }`;

/** Outputs that do not fit their loss. */
export const faultyOutputs: readonly Definition[] = [
  ...ends('softmax of one', "dense(1, { activation: 'softmax' })", sgd(BCE), mismatch('one-unit')),
  ...ends(
    'softmax of one, no loss',
    "dense(1, { activation: 'softmax' })",
    undefined,
    mismatch('one-unit'),
  ),
  ...ends('one class', "dense(1, { activation: 'sigmoid' })", sgd(CE), mismatch('one-unit')),
  ...ends(
    'softmax twice',
    "dense(5, { activation: 'softmax' })",
    core('softmaxCrossEntropy'),
    mismatch('softmax-twice'),
  ),
  ...ends(
    'sigmoid twice',
    "dense(1, { activation: 'sigmoid' })",
    core('sigmoidCrossEntropy'),
    mismatch('sigmoid-twice'),
  ),
  ...ends('ReLU and CE', "dense(5, { activation: 'relu' })", sgd(CE), {
    ...mismatch('no-class-probabilities'),
    also: ['dead-relu'],
  }),
  ...ends('scores and CE', 'dense(5)', sgd(CE), mismatch('no-class-probabilities')),
  ...ends(
    'sigmoids and CE',
    "dense(3, { activation: 'sigmoid' })",
    sgd(CE),
    mismatch('independent-units'),
  ),
  ...ends('scores and BCE', 'dense(1)', sgd(BCE), mismatch('no-unit-probabilities')),
  ...ends(
    'tanh and BCE',
    "dense(1, { activation: 'tanh' })",
    sgd(BCE),
    mismatch('no-unit-probabilities'),
  ),
];

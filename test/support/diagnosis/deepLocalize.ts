import { type Answer, type Definition, sgd } from './definition';
import { notCoveredModels } from './deepLocalizeOthers';
import {
  MSE,
  MAE,
  BCE,
  CE,
  adam,
  rmsprop,
  post,
  act,
  plain,
  small,
  normal,
  drop,
  conv,
  pool,
} from './posts';

const ones: Answer = { code: 'output-loss-mismatch', variant: 'one-unit' };
const mismatch = (variant: string, ...also: NonNullable<Answer['also']>[number][]): Answer => ({
  code: 'output-loss-mismatch',
  variant,
  also: ['input-scale', ...also],
});
const scaled: Answer = {
  code: 'input-scale',
  also: ['non-finite', 'dead-relu', 'exploding-gradient', 'initial-loss', 'saturated'],
};
const column = (inputs: string, targets: string): string =>
  `return { xs: ${inputs}, ys: ${targets} };`;
const bits = 'tf.floor(tf.randomUniform([batchSize, 1], 0, 2))';
const pair = 'tf.oneHot(tf.cast(tf.floor(tf.randomUniform([batchSize], 0, 2)), "int32"), 2)';

const outputs: Definition[] = [
  post(
    '31880720',
    [
      plain(50),
      act('relu'),
      act('relu'),
      drop,
      plain(50),
      act('relu'),
      drop,
      plain(1),
      `${act('softmax')}!`,
    ],
    ones,
    { shape: [128], compile: rmsprop(BCE) },
  ),
  post(
    '33969059',
    [
      plain(3, small),
      act('tanh'),
      drop,
      plain(2, small),
      act('tanh'),
      drop,
      plain(1, small),
      `${act('softmax')}!`,
    ],
    ones,
    { shape: [3], compile: sgd(MSE, 0.1) },
  ),
  post(
    '34311586',
    [
      plain(2, small),
      act('sigmoid'),
      plain(3, small),
      act('sigmoid'),
      plain(1, small),
      `${act('softmax')}!`,
    ],
    ones,
    { shape: [2], compile: sgd(MSE, 0.001) },
  ),
  post(
    '45337371',
    [plain(60), act('relu'), plain(50), act('relu'), plain(1), `${act('softmax')}!`],
    ones,
    { compile: adam(BCE) },
  ),
  post(
    '45442843',
    [plain(1), act('sigmoid'), plain(1, normal), `${act('softmax')}!`],
    { ...ones, also: ['input-scale'] },
    {
      shape: [1],
      compile: rmsprop(MAE),
      data: column('tf.randomUniform([batchSize, 1], 17000, 25000)', bits),
    },
  ),
  post(
    '44066044',
    [
      plain(12, normal),
      act('relu'),
      plain(12, normal),
      act('relu'),
      plain(1, normal),
      `${act('relu')}!`,
    ],
    mismatch('no-unit-probabilities', 'dead-relu'),
    { shape: [11], compile: adam(BCE) },
  ),
  post(
    '47352366',
    [
      conv(8),
      act('relu'),
      pool,
      conv(16),
      act('relu'),
      pool,
      'L.flatten()',
      plain(32),
      act('relu'),
      drop,
      plain(10),
      `${act('relu')}!`,
    ],
    mismatch('no-class-probabilities'),
    { shape: [28, 28, 1], compile: adam(CE) },
  ),
  post(
    '51930566',
    [plain(4, normal), act('relu'), plain(3, normal), `${act('sigmoid')}!`],
    mismatch('independent-units'),
    { shape: [4], compile: adam(CE) },
  ),
  post(
    '59278771',
    [plain(4, normal), act('relu'), plain(3, normal), `${act('sigmoid')}!`],
    mismatch('independent-units'),
    { shape: [4], compile: adam(CE) },
  ),
  post(
    '55328966',
    [plain(64), plain(50), act('relu'), plain(10), `${act('sigmoid')}!`],
    mismatch('independent-units', 'missing-nonlinearity'),
    { shape: [64], compile: sgd(CE, 1e-4) },
  ),
];

const scales: Definition[] = [
  post(
    '34673164',
    [
      plain(64, small),
      act('tanh'),
      drop,
      plain(64, small),
      act('tanh'),
      drop,
      plain(2, small),
      act('softmax'),
    ],
    scaled,
    {
      shape: [16],
      compile: sgd(MSE, 0.1),
      data: column('tf.randomUniform([batchSize, 16], 0, 100000)', pair),
    },
  ),
  post(
    '39525358',
    [plain(12, small), act('relu'), plain(3, small), act('relu'), plain(1, small), act('sigmoid')],
    scaled,
    {
      shape: [3],
      compile: adam(BCE),
      data: column('tf.floor(tf.randomUniform([batchSize, 3], 65, 1e6))', bits),
    },
  ),
  post('48934338', [plain(50), act('relu'), plain(30, small), act('relu'), plain(1)], scaled, {
    shape: [1],
    compile: sgd(MSE, 0.1),
    data: column(
      'tf.randomUniform([batchSize, 1], 0, 50)',
      'tf.randomUniform([batchSize, 1], 0, 12500)',
    ),
  }),
  post('52800582', [plain(50), act('sigmoid'), plain(50), act('elu'), plain(1)], scaled, {
    shape: [1],
    compile: adam(MSE),
    data: column(
      'tf.randomUniform([batchSize, 1], -100, 100)',
      'tf.randomUniform([batchSize, 1], 0, 1e8)',
    ),
  }),
  post(
    '59325381',
    [
      conv(8),
      pool,
      conv(8),
      pool,
      'L.flatten()',
      plain(32),
      act('relu'),
      plain(10),
      act('softmax'),
    ],
    { code: 'unusable-data' },
    {
      shape: [28, 28, 1],
      compile: adam('sparseCategoricalCrossentropy'),
      data: column(
        'tf.randomUniform([batchSize, 28, 28, 1])',
        'tf.div(tf.floor(tf.randomUniform([batchSize, 1], 0, 10)), 255)',
      ),
    },
  ),
];

const weights: Definition[] = [
  post(
    '48385830',
    [`${plain(30, 'normal(1)')}!`, plain(10, 'normal(1)')],
    { code: 'missing-nonlinearity', also: ['update-ratio', 'exploding-gradient', 'non-finite'] },
    { shape: [64], compile: sgd(MSE, 3) },
  ),
  post(
    '39217567',
    [
      `${plain(20, normal)}!`,
      act('sigmoid'),
      plain(20, normal),
      act('sigmoid'),
      plain(20, normal),
      act('sigmoid'),
    ],
    { code: 'vanishing-gradient', also: ['update-ratio'] },
    { shape: [20], compile: sgd(MSE) },
  ),
  post(
    'FacialKeypointsDetection',
    [`${plain(100)}!`, act('relu'), plain(30)],
    { code: 'update-ratio', also: ['initial-loss'] },
    { shape: [96], compile: adam(MSE, 0.1) },
  ),
];

/**
 * 34 of the 42 faulty models that DeepLocalize was tried on (Wardat et al. 2021), by the number of their question on Stack
 * Overflow or the name of their repository: layers, initialisers, loss, optimizer and scale of the data as its
 * benchmark tells them, written anew; wide layers are narrowed, which no rule here depends on. The answer is the
 * change that its repaired version makes; `not-covered` where that is none that SkipScope has a rule for, such as
 * the number of units, of epochs, or another optimizer. The other eight tell too little of their model.
 */
export const deepLocalize: readonly Definition[] = [
  ...outputs,
  ...scales,
  ...weights,
  ...notCoveredModels,
];

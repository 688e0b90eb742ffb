import * as tf from '@tensorflow/tfjs';
import { drawsFrom, type Values } from '../values';
import { both, of, type Case } from './case';

const { uniform } = drawsFrom(5);

const any = uniform([3, 4, 5], -2, 2);
const other = uniform([3, 4, 5], -2, 2);
const positive = uniform([3, 4, 5], 0.6, 2.4);
const otherPositive = uniform([3, 4, 5], 0.6, 2.4);
const unit = uniform([3, 4, 5], -0.8, 0.8);

type Unary = (x: tf.Tensor) => tf.Tensor;

const each = (x: Values, operations: Readonly<Record<string, Unary>>): Case[] =>
  Object.entries(operations).map(([name, operation]) => of(name, x, operation));

type ActivationName = Parameters<typeof tf.layers.activation>[0]['activation'];
const activations = (...names: ActivationName[]) =>
  names.map((activation) =>
    of(
      `activation ${activation}`,
      any,
      (x) => tf.layers.activation({ activation }).apply(x) as tf.Tensor,
    ),
  );

const { add, sub, mul, div, pow, maximum, minimum, squaredDifference, atan2, mod } = tf;
const pairs = { add, sub, mul, maximum, minimum, squaredDifference, atan2 };
const positivePairs = { div, divNoNan: tf.divNoNan, pow, mod };
const broadcast = { add, sub, mul, div, maximum, squaredDifference };

export const elementwise = [
  ...each(any, {
    abs: tf.abs,
    neg: tf.neg,
    square: tf.square,
    exp: tf.exp,
    expm1: tf.expm1,
    sin: tf.sin,
    cos: tf.cos,
    sinh: tf.sinh,
    cosh: tf.cosh,
    tanh: tf.tanh,
    atan: tf.atan,
    asinh: tf.asinh,
    erf: tf.erf,
    sigmoid: tf.sigmoid,
    logSigmoid: tf.logSigmoid,
    softplus: tf.softplus,
    relu: tf.relu,
    relu6: (x) => tf.relu6(tf.mul(x, 4)),
    elu: tf.elu,
    selu: tf.selu,
    leakyRelu: (x) => tf.leakyRelu(x, 0.1),
    clipByValue: (x) => tf.clipByValue(x, -0.5, 0.5),
    'swish by hand': (x) => tf.mul(x, tf.sigmoid(x)),
    'gelu by hand': (x) => tf.mul(tf.mul(0.5, x), tf.add(1, tf.erf(tf.div(x, Math.SQRT2)))),
    'pow by a number': (x) => tf.pow(x, 3),
    'step times x': (x) => tf.mul(x, tf.step(x)),
    addN: (x) => tf.addN([x, tf.square(x), x]),
  }),
  ...each(positive, {
    log: tf.log,
    log1p: tf.log1p,
    sqrt: tf.sqrt,
    rsqrt: tf.rsqrt,
    reciprocal: tf.reciprocal,
    'acosh of more than one': (x) => tf.acosh(tf.add(x, 1)),
  }),
  ...each(unit, { tan: tf.tan, asin: tf.asin, acos: tf.acos, atanh: tf.atanh }),
  ...activations('gelu', 'gelu_new', 'swish', 'mish', 'selu', 'hardSigmoid', 'softsign'),
  ...Object.entries(pairs).flatMap(([name, operation]) => both(name, [any, other], operation)),
  ...Object.entries(positivePairs).flatMap(([name, operation]) =>
    both(name, [positive, otherPositive], operation),
  ),
  ...Object.entries(broadcast).flatMap(([name, operation]) => [
    ...both(`${name}, row against all`, [uniform([5], 0.6, 2.4), positive], operation),
    ...both(`${name}, column against all`, [positive, uniform([4, 1], 0.6, 2.4)], operation),
    ...both(`${name}, number against all`, [uniform([], 0.6, 2.4), positive], operation),
  ]),
  ...both('prelu', [any, uniform([5])], tf.prelu),
];

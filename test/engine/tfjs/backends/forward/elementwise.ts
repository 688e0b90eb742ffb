import * as tf from '@tensorflow/tfjs';
import { type ForwardCase, shapes } from './case';

type Unary = (x: tf.Tensor) => tf.Tensor;
type Binary = (x: tf.Tensor, y: tf.Tensor) => tf.Tensor;

const above =
  (lowest: number, run: Unary): Unary =>
  (x) =>
    run(tf.add(tf.abs(x), lowest));

const unary: Readonly<Record<string, Unary>> = {
  ...Object.fromEntries(
    (
      [
        'abs',
        'acos',
        'asin',
        'asinh',
        'atan',
        'ceil',
        'clone',
        'cos',
        'cosh',
        'elu',
        'erf',
        'exp',
        'expm1',
        'floor',
        'isFinite',
        'isInf',
        'isNaN',
        'logSigmoid',
        'logSoftmax',
        'neg',
        'onesLike',
        'reciprocal',
        'relu',
        'relu6',
        'round',
        'selu',
        'sigmoid',
        'sign',
        'sin',
        'sinh',
        'softmax',
        'softplus',
        'square',
        'step',
        'tan',
        'tanh',
        'zerosLike',
      ] as const
    ).map((name): [string, Unary] => [name, (x) => tf[name](x)]),
  ),
  acosh: above(1.1, (x) => tf.acosh(x)),
  atanh: (x) => tf.atanh(tf.mul(x, 0.9)),
  clipByValue: (x) => tf.clipByValue(x, -0.5, 0.2),
  leakyRelu: (x) => tf.leakyRelu(x, 0.3),
  log: above(0.01, (x) => tf.log(x)),
  log1p: above(0.01, (x) => tf.log1p(x)),
  rsqrt: above(0.1, (x) => tf.rsqrt(x)),
  sqrt: above(0, (x) => tf.sqrt(x)),
};

const binary: Readonly<Record<string, Binary>> = {
  ...Object.fromEntries(
    (
      [
        'add',
        'atan2',
        'div',
        'divNoNan',
        'equal',
        'floorDiv',
        'greater',
        'greaterEqual',
        'less',
        'lessEqual',
        'maximum',
        'minimum',
        'mod',
        'mul',
        'notEqual',
        'squaredDifference',
        'sub',
      ] as const
    ).map((name): [string, Binary] => [name, (x, y) => tf[name](x, y)]),
  ),
  pow: (x, y) => tf.pow(tf.abs(x), y),
};

/** Second operands that broadcast against a shape: whole, along every other axis, without the first axes, single. */
const broadcast = (shape: readonly number[]): number[][] => [
  [...shape],
  shape.map((extent, axis) => (axis % 2 ? extent : 1)),
  shape.map((extent, axis) => (axis % 2 ? 1 : extent)),
  shape.slice(1),
  shape.map(() => 1),
];

/** Slopes of PReLU: for every entry of a sample, and shared along each of its axes. */
const slopes = ([, ...sample]: readonly number[]): number[][] => [
  sample,
  ...sample.map((_, shared) => sample.map((extent, axis) => (axis === shared ? 1 : extent))),
];

export const elementwise: readonly ForwardCase[] = shapes.flatMap((shape) => [
  ...Object.entries(unary).map(([operation, run]) => ({
    operation,
    variant: `[${shape}]`,
    shapes: [shape],
    run,
  })),
  ...Object.entries(binary).flatMap(([operation, run]) =>
    broadcast(shape).flatMap((other): ForwardCase[] => [
      { operation, variant: `[${shape}], [${other}]`, shapes: [shape, other], run },
      { operation, variant: `[${other}], [${shape}]`, shapes: [other, shape], run },
    ]),
  ),
  ...slopes(shape).map((alpha) => ({
    operation: 'prelu',
    variant: `[${shape}], slopes [${alpha}]`,
    shapes: [shape, alpha],
    run: (x: tf.Tensor, slope: tf.Tensor) => tf.prelu(x, slope),
  })),
  {
    operation: 'where',
    variant: `[${shape}]`,
    shapes: [shape, shape],
    run: (x: tf.Tensor, y: tf.Tensor) => tf.where(tf.greater(x, 0), x, y),
  },
]);

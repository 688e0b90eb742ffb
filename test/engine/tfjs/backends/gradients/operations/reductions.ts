import * as tf from '@tensorflow/tfjs';
import { drawsFrom } from '../values';
import { both, of } from './case';

const { uniform } = drawsFrom(5);

const images = uniform([2, 6, 6, 2]);
const negative = uniform([2, 6, 6, 2], -2.9, -1.1);
const positive = uniform([2, 4, 4, 2], 0.6, 1.4);
const batch = uniform([3, 4, 5]);

const matMul = (
  name: string,
  a: number[],
  b: number[],
  flags: [boolean, boolean] = [false, false],
) => both(`matMul ${name}`, [uniform(a), uniform(b)], (a, b) => tf.matMul(a, b, ...flags));

const einsum = (equation: string, a: number[], b: number[]) =>
  both(`einsum ${equation}`, [uniform(a), uniform(b)], (a, b) => tf.einsum(equation, a, b));

export const reductions = [
  of('sum', images, (x) => tf.sum(x, [1, 2])),
  of('sum of all', images, (x) => tf.sum(x)),
  of('sum over the last axis', images, (x) => tf.sum(x, -1, true)),
  of('mean', images, (x) => tf.mean(x, [1, 2])),
  of('mean over the batch', images, (x) => tf.mean(x, 0)),
  of('moments over channels', images, (x) => tf.moments(x, [3]).variance),
  of('moments over the batch', images, (x) => tf.moments(x, [0, 1, 2]).variance),
  of('max', images, (x) => tf.max(x, [1, 2])),
  of('max, all negative', negative, (x) => tf.max(x, -1)),
  of('min', images, (x) => tf.min(x, [1])),
  of('prod over one axis', positive, (x) => tf.prod(x, -1)),
  of('prod over the first axis', positive, (x) => tf.prod(x, 0)),
  of('prod over two axes', positive, (x) => tf.prod(x, [1, 3])),
  of('cumsum', images, (x) => tf.cumsum(x, 1)),
  of('cumsum, exclusive and reverse', images, (x) => tf.cumsum(x, 2, true, true)),
  of('cumprod', positive, (x) => tf.cumprod(x, 3)),
  of('norm', images, (x) => tf.norm(x, 2, -1)),
  of('norm 1', images, (x) => tf.norm(x, 1, [1, 2])),
  of('logSumExp', images, (x) => tf.logSumExp(x, -1)),
  of('softmax', images, (x) => tf.softmax(x)),
  of('logSoftmax', images, (x) => tf.logSoftmax(x)),
  of('localResponseNormalization', images, (x) =>
    tf.localResponseNormalization(x as tf.Tensor4D, 1, 1, 1, 0.5),
  ),
  ...matMul('', [4, 6], [6, 3]),
  ...matMul('aᵀ', [6, 4], [6, 3], [true, false]),
  ...matMul('bᵀ', [4, 6], [3, 6], [false, true]),
  ...matMul('aᵀ bᵀ', [6, 4], [3, 6], [true, true]),
  ...matMul('of batches', [2, 4, 6], [2, 6, 3]),
  ...matMul('of batches, aᵀ', [2, 6, 4], [2, 6, 3], [true, false]),
  ...matMul('of batches, bᵀ', [2, 2, 4, 6], [2, 2, 3, 6], [false, true]),
  ...matMul('broadcast', [2, 4, 6], [1, 6, 3]),
  ...both('fused matMul with relu', [uniform([4, 6]), uniform([6, 3])], (a, b) =>
    tf.fused.matMul({ a, b, activation: 'relu' }),
  ),
  ...both('fused matMul, its bias', [uniform([4, 6]), uniform([3])], (a, bias) =>
    tf.fused.matMul({ a, b: tf.ones([6, 3]), bias, activation: 'elu' }),
  ),
  ...both<tf.Tensor1D, tf.Tensor1D>('dot', [uniform([6]), uniform([6])], (a, b) => tf.dot(a, b)),
  ...both<tf.Tensor1D, tf.Tensor1D>('outerProduct', [uniform([4]), uniform([3])], (a, b) =>
    tf.outerProduct(a, b),
  ),
  ...einsum('ij,jk->ik', [4, 6], [6, 3]),
  ...einsum('abc,abd->acd', [2, 4, 6], [2, 4, 3]),
  ...einsum('bqhd,bkhd->bhqk', [2, 3, 2, 4], [2, 5, 2, 4]),
  ...einsum('bhqk,bkhd->bqhd', [2, 2, 3, 5], [2, 5, 2, 4]),
  ...einsum('abc,d->ad', [2, 4, 6], [3]),
  of('einsum with one operand', batch, (x) => tf.einsum('abc->cb', x)),
  ...both<tf.Tensor4D, tf.Tensor1D>(
    'batchNorm, scale',
    [images, uniform([2], 0.5, 1.5)],
    (x, scale) => {
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      return tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, undefined, scale);
    },
  ),
  ...both<tf.Tensor2D, tf.Tensor1D>(
    'batchNorm, offset',
    [uniform([5, 3]), uniform([3])],
    (x, offset) => {
      const { mean, variance } = tf.moments(x, [0]);
      return tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, offset);
    },
  ),
  ...both<tf.Tensor2D, tf.Tensor1D>('batchNorm, mean', [uniform([5, 3]), uniform([3])], (x, mean) =>
    tf.batchNorm(x, mean, tf.tensor1d([0.5, 1, 2])),
  ),
  ...both<tf.Tensor2D, tf.Tensor1D>(
    'batchNorm, variance',
    [uniform([5, 3]), uniform([3], 0.5, 1.5)],
    (x, variance) => tf.batchNorm(x, tf.tensor1d([0.5, 1, 2]), variance),
  ),
  ...both<tf.Tensor2D, tf.Tensor2D>(
    'batchNorm, full statistics',
    [uniform([5, 3]), uniform([5, 3], 0.5, 1.5)],
    (x, scale) => tf.batchNorm(x, tf.zerosLike(x), tf.onesLike(x), tf.zerosLike(x), scale),
  ),
];

import * as tf from '@tensorflow/tfjs-core';
import type { Lowering, Lowerings } from '../values/call';
import { inOrder, ordered, range } from '../values/value';
import { joined } from './elementwise';

const float = (x: tf.Tensor): tf.Tensor => (x.dtype === 'float32' ? x : tf.cast(x, 'float32'));

const linear: Lowering = (call) => {
  const x = float(inOrder(call.value('input')));
  const weight = inOrder(call.value('weight'));
  const [outputs = 1, inputs = 1] = weight.shape;
  const product = tf.matMul(tf.reshape(x, [-1, inputs]), weight, false, true);
  const bias = call.maybe('bias');
  const y = bias ? tf.add(product, inOrder(bias)) : product;
  return ordered(tf.reshape(y, [...x.shape.slice(0, -1), outputs]));
};

const extended = (x: tf.Tensor, batch: readonly number[]): tf.Tensor => {
  const shape = [...batch, ...x.shape.slice(-2)];
  return x.rank === shape.length && x.shape.every((extent, i) => extent === shape[i])
    ? x
    : tf.broadcastTo(x, shape);
};

/** The matrix product of torch: vectors get an axis that the result loses, other axes are broadcast. */
export function product(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const isRow = a.rank === 1;
  const isColumn = b.rank === 1;
  const left = isRow ? tf.expandDims(a, 0) : a;
  const right = isColumn ? tf.expandDims(b, 1) : b;
  const y = productOfMatrices(left, right);
  const axes = [...(isRow ? [y.rank - 2] : []), ...(isColumn ? [y.rank - 1] : [])];
  return axes.length > 0 ? tf.squeeze(y, axes) : y;
}

function productOfMatrices(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  if (b.rank === 2) {
    const flat = tf.matMul(tf.reshape(a, [-1, a.shape.at(-1) ?? 1]), b);
    return tf.reshape(flat, [...a.shape.slice(0, -1), b.shape[1] ?? 1]);
  }
  const batch = joined(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return tf.matMul(extended(a, batch), extended(b, batch));
}

const matmul: Lowering = (call) =>
  ordered(product(float(inOrder(call.value('input'))), float(inOrder(call.value('other')))));

/** beta · input + alpha · a b. */
const addedProduct =
  (first: string, second: string): Lowering =>
  (call) => {
    const y = product(inOrder(call.value(first)), inOrder(call.value(second)));
    const added = tf.mul(call.number('beta', 1), inOrder(call.value('input')));
    return ordered(tf.add(added, tf.mul(call.number('alpha', 1), y)));
  };

/** The letters of an equation with `...` written out, for the ranks of its operands. */
function writtenOut(equation: string, ranks: readonly number[]): string {
  const [left = '', right] = equation.replace(/\s+/g, '').split('->');
  const terms = left.split(',');
  const used = new Set(equation.replace(/[^A-Za-z]/g, ''));
  const spare = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ').filter((letter) => !used.has(letter));
  const widths = terms.map((term, i) =>
    term.includes('...') ? (ranks[i] ?? 0) - (term.length - 3) : 0,
  );
  const widest = Math.max(0, ...widths);
  const letters = spare.slice(0, widest).join('');
  const filled = terms.map((term, i) =>
    term.replace('...', letters.slice(widest - (widths[i] ?? 0))),
  );
  const implied = [...new Set(left.replace(/[^A-Za-z]/g, ''))]
    .filter((letter) => left.split(letter).length === 2)
    .sort()
    .join('');
  const result = right === undefined ? letters + implied : right.replace('...', letters);
  return `${filled.join(',')}->${result}`;
}

const einsum: Lowering = (call) => {
  const operands = call.list('operands').map((each) => float(inOrder(each)));
  const equation = call.text('equation') ?? call.refuse('equation');
  const full = writtenOut(
    equation,
    operands.map(({ rank }) => rank),
  );
  const [left = ''] = full.split('->');
  const hasDiagonal = left.split(',').some((term) => new Set(term).size !== term.length);
  if (hasDiagonal) call.refuse('a letter twice in one operand');
  return ordered(tf.einsum(full, ...operands));
};

const outer: Lowering = (call) => {
  const a = inOrder(call.value('input'));
  const b = inOrder(call.value('vec2'));
  return ordered(tf.mul(tf.expandDims(a, 1), tf.expandDims(b, 0)));
};

/** xᵀ A y + b for each output (`nn.Bilinear`). */
const bilinear: Lowering = (call) => {
  const a = inOrder(call.value('input1'));
  const b = inOrder(call.value('input2'));
  const weight = inOrder(call.value('weight'));
  const [outputs = 1, left = 1, right = 1] = weight.shape;
  const flatA = tf.reshape(a, [-1, left]);
  const flatB = tf.reshape(b, [-1, right]);
  const turned = tf.reshape(tf.transpose(weight, [1, 0, 2]), [left, outputs * right]);
  const half = tf.reshape(tf.matMul(flatA, turned), [-1, outputs, right]);
  const y = tf.sum(tf.mul(half, tf.expandDims(flatB, 1)), 2);
  const bias = call.maybe('bias');
  return ordered(
    tf.reshape(bias ? tf.add(y, inOrder(bias)) : y, [...a.shape.slice(0, -1), outputs]),
  );
};

const tensordot: Lowering = (call) => {
  const [a, b] = [inOrder(call.value('a')), inOrder(call.value('b'))];
  const dims = call.attribute('dims');
  const pair = Array.isArray(dims)
    ? (dims as number[][])
    : [range(a.rank - Number(dims), a.rank), range(0, Number(dims))];
  const [left = [], right = []] = pair;
  const [kept, others] = [range(0, a.rank), range(0, b.rank)].map((axes, i) => {
    const gone = (i === 0 ? left : right).map((axis) => (axis < 0 ? axis + axes.length : axis));
    return { gone, rest: axes.filter((axis) => !gone.includes(axis)) };
  }) as [{ gone: number[]; rest: number[] }, { gone: number[]; rest: number[] }];
  const size = kept.gone.reduce((n, axis) => n * (a.shape[axis] ?? 1), 1);
  const first = tf.reshape(tf.transpose(a, [...kept.rest, ...kept.gone]), [-1, size]);
  const second = tf.reshape(tf.transpose(b, [...others.gone, ...others.rest]), [size, -1]);
  const shape = [
    ...kept.rest.map((axis) => a.shape[axis] ?? 1),
    ...others.rest.map((axis) => b.shape[axis] ?? 1),
  ];
  return ordered(tf.reshape(tf.matMul(first, second), shape));
};

/** Products of matrices. */
export const products: Lowerings = {
  linear,
  matmul,
  bmm: (call) => ordered(product(inOrder(call.value('input')), inOrder(call.value('mat2')))),
  addmm: addedProduct('mat1', 'mat2'),
  baddbmm: addedProduct('batch1', 'batch2'),
  einsum,
  outer,
  bilinear,
  tensordot,
};

import * as tf from '@tensorflow/tfjs-core';
import type { Call, Lowering, Lowerings } from '../values/call';
import { aligned, ordered, shapeOf, withoutGradient, type Value } from '../values/value';

const float = (x: tf.Tensor): tf.Tensor => (x.dtype === 'float32' ? x : tf.cast(x, 'float32'));

/** Applies a function entry by entry; the order of the axes stays. */
const mapped = ({ tensor, channelsLast }: Value, f: (x: tf.Tensor) => tf.Tensor): Value => ({
  tensor: f(tensor),
  channelsLast,
});

/** Applies a function of several tensors of one order, with broadcasting. */
function combined(values: readonly Value[], f: (...x: tf.Tensor[]) => tf.Tensor): Value {
  const { tensors, channelsLast } = aligned(values);
  return { tensor: f(...tensors), channelsLast };
}

const unary =
  (f: (x: tf.Tensor, call: Call) => tf.Tensor): Lowering =>
  (call) =>
    mapped(call.value('input'), (x) => f(float(x), call));

const binary =
  (f: (a: tf.Tensor, b: tf.Tensor, call: Call) => tf.Tensor): Lowering =>
  (call) =>
    combined([call.value('input'), call.value('other')], (a, b) => f(a, b, call));

/** Arithmetic in the type of the result; `alpha` scales the second operand of sums. */
const arithmetic = (f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Lowering =>
  binary((a, b, call) => {
    const type = call.outputType === 'int32' ? 'int32' : 'float32';
    const alpha = call.number('alpha', 1);
    const second = tf.cast(b, type);
    return f(tf.cast(a, type), alpha === 1 ? second : tf.mul(second, tf.scalar(alpha, type)));
  });

const comparison = (f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Lowering =>
  binary((a, b) => f(float(a), float(b)));

const logical = (f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Lowering =>
  binary((a, b) => f(tf.cast(a, 'bool'), tf.cast(b, 'bool')));

/** Hendrycks & Gimpel 2016; `tanh` is their approximation. */
const gelu = (x: tf.Tensor, isApproximate: boolean): tf.Tensor => {
  const half = tf.mul(0.5, x);
  if (!isApproximate) return tf.mul(half, tf.add(1, tf.erf(tf.div(x, Math.SQRT2))));
  const inner = tf.add(x, tf.mul(0.044715, tf.mul(x, tf.square(x))));
  return tf.mul(half, tf.add(1, tf.tanh(tf.mul(Math.sqrt(2 / Math.PI), inner))));
};

/** log(1 + eˣ) without overflow. */
const softplus = (x: tf.Tensor): tf.Tensor =>
  tf.add(tf.relu(x), tf.log1p(tf.exp(tf.neg(tf.abs(x)))));

const clip = (x: tf.Tensor, low: number, high: number): tf.Tensor => {
  const lower = low === -Infinity ? x : tf.maximum(x, low);
  return high === Infinity ? lower : tf.minimum(lower, high);
};

const leaky = (x: tf.Tensor, slope: number): tf.Tensor =>
  tf.sub(tf.relu(x), tf.mul(slope, tf.relu(tf.neg(x))));

const elu = (x: tf.Tensor, alpha: number): tf.Tensor =>
  tf.add(tf.relu(x), tf.mul(alpha, tf.expm1(tf.minimum(x, 0))));

const hardSigmoid = (x: tf.Tensor): tf.Tensor => tf.div(tf.clipByValue(tf.add(x, 3), 0, 6), 6);

const [SELU_ALPHA, SELU_SCALE] = [1.6732632423543772, 1.0507009873554805];

const activations: Lowerings = {
  relu: unary((x) => tf.relu(x)),
  relu6: unary((x) => tf.clipByValue(x, 0, 6)),
  leaky_relu: unary((x, call) => leaky(x, call.number('negative_slope', 0.01))),
  elu: unary((x, call) => elu(x, call.number('alpha', 1))),
  celu: unary((x, call) => {
    const alpha = call.number('alpha', 1);
    return tf.add(tf.relu(x), tf.mul(alpha, tf.expm1(tf.div(tf.minimum(x, 0), alpha))));
  }),
  selu: unary((x) => tf.mul(SELU_SCALE, elu(x, SELU_ALPHA))),
  gelu: unary((x, call) => gelu(x, call.text('approximate') === 'tanh')),
  silu: unary((x) => tf.mul(x, tf.sigmoid(x))),
  mish: unary((x) => tf.mul(x, tf.tanh(softplus(x)))),
  sigmoid: unary((x) => tf.sigmoid(x)),
  logsigmoid: unary((x) => tf.neg(softplus(tf.neg(x)))),
  tanh: unary((x) => tf.tanh(x)),
  softsign: unary((x) => tf.div(x, tf.add(1, tf.abs(x)))),
  tanhshrink: unary((x) => tf.sub(x, tf.tanh(x))),
  hardtanh: unary((x, call) =>
    tf.clipByValue(x, call.number('min_val', -1), call.number('max_val', 1)),
  ),
  hardsigmoid: unary(hardSigmoid),
  hardswish: unary((x) => tf.mul(x, hardSigmoid(x))),
  softplus: unary((x, call) => {
    const beta = call.number('beta', 1);
    return tf.div(softplus(tf.mul(x, beta)), beta);
  }),
  threshold: unary((x, call) => {
    const isAbove = tf.greater(x, call.number('threshold'));
    return tf.where(isAbove, x, tf.fill(x.shape, call.number('value')));
  }),
  hardshrink: unary((x, call) =>
    tf.where(tf.greater(tf.abs(x), call.number('lambd', 0.5)), x, tf.zerosLike(x)),
  ),
  softshrink: unary((x, call) => {
    const limit = call.number('lambd', 0.5);
    return tf.sub(tf.relu(tf.sub(x, limit)), tf.relu(tf.sub(tf.neg(x), limit)));
  }),
  prelu: (call) => {
    const input = call.value('input');
    const slopes = call.value('weight').tensor;
    const rank = input.tensor.rank;
    const isShared = slopes.size === 1 || rank < 2;
    const turned = tf.reshape(slopes, isShared ? [1] : [1, -1, ...Array<number>(rank - 2).fill(1)]);
    return combined([input, ordered(turned)], (x, slope) =>
      tf.sub(tf.relu(x), tf.mul(slope, tf.relu(tf.neg(x)))),
    );
  },
};

const functions: Lowerings = {
  abs: unary((x) => tf.abs(x)),
  neg: unary((x) => tf.neg(x)),
  exp: unary((x) => tf.exp(x)),
  exp2: unary((x) => tf.exp(tf.mul(x, Math.LN2))),
  expm1: unary((x) => tf.expm1(x)),
  log: unary((x) => tf.log(x)),
  log1p: unary((x) => tf.log1p(x)),
  log2: unary((x) => tf.div(tf.log(x), Math.LN2)),
  log10: unary((x) => tf.div(tf.log(x), Math.LN10)),
  sqrt: unary((x) => tf.sqrt(x)),
  rsqrt: unary((x) => tf.rsqrt(x)),
  square: unary((x) => tf.square(x)),
  reciprocal: unary((x) => tf.reciprocal(x)),
  sin: unary((x) => tf.sin(x)),
  cos: unary((x) => tf.cos(x)),
  tan: unary((x) => tf.tan(x)),
  sinh: unary((x) => tf.sinh(x)),
  cosh: unary((x) => tf.cosh(x)),
  asin: unary((x) => tf.asin(x)),
  acos: unary((x) => tf.acos(x)),
  atan: unary((x) => tf.atan(x)),
  erf: unary((x) => tf.erf(x)),
  sign: unary((x) => tf.sign(x)),
  floor: unary((x) => tf.floor(x)),
  ceil: unary((x) => tf.ceil(x)),
  round: unary((x) => tf.round(x)),
  trunc: unary((x) => tf.mul(tf.sign(x), tf.floor(tf.abs(x)))),
  isnan: unary((x) => tf.isNaN(x)),
  isinf: unary((x) => tf.isInf(x)),
  isfinite: unary((x) => tf.isFinite(x)),
  logit: unary((x, call) => {
    const eps = call.maybeNumber('eps');
    const p = eps === undefined ? x : tf.clipByValue(x, eps, 1 - eps);
    return tf.sub(tf.log(p), tf.log(tf.sub(1, p)));
  }),
  clamp: (call) => {
    const bounds = ['min', 'max'] as const;
    if (!bounds.some((name) => call.isOperand(name))) {
      const [low, high] = [
        call.maybeNumber('min') ?? -Infinity,
        call.maybeNumber('max') ?? Infinity,
      ];
      return mapped(call.value('input'), (x) => clip(x, low, high));
    }
    const low = call.maybe('min');
    const high = call.maybe('max');
    const lower = low
      ? combined([call.value('input'), low], (x, m) => tf.maximum(x, m))
      : call.value('input');
    return high ? combined([lower, high], (x, m) => tf.minimum(x, m)) : lower;
  },
  logical_not: (call) => mapped(call.value('input'), (x) => tf.logicalNot(tf.cast(x, 'bool'))),
  bitwise_not: (call) =>
    call.outputType === 'bool'
      ? mapped(call.value('input'), (x) => tf.logicalNot(tf.cast(x, 'bool')))
      : call.refuse('of integers'),
};

/** Powers with a whole exponent keep the sign and the gradient at 0. */
const power = (x: tf.Tensor, exponent: number): tf.Tensor => {
  if (exponent === 2) return tf.square(x);
  if (exponent === 1) return x;
  if (exponent === 0.5) return tf.sqrt(x);
  return exponent === 3 ? tf.mul(x, tf.square(x)) : tf.pow(x, tf.scalar(exponent));
};

const divided: Lowering = binary((a, b, call) => {
  const quotient = tf.div(float(a), float(b));
  const mode = call.text('rounding_mode');
  if (mode === 'floor') return tf.cast(tf.floor(quotient), call.outputType);
  if (mode !== 'trunc') return quotient;
  return tf.cast(tf.mul(tf.sign(quotient), tf.floor(tf.abs(quotient))), call.outputType);
});

const operators: Lowerings = {
  add: arithmetic((a, b) => tf.add(a, b)),
  sub: arithmetic((a, b) => tf.sub(a, b)),
  mul: arithmetic((a, b) => tf.mul(a, b)),
  div: divided,
  floor_divide: binary((a, b, call) =>
    tf.cast(tf.floor(tf.div(float(a), float(b))), call.outputType),
  ),
  remainder: arithmetic((a, b) => tf.mod(a, b)),
  maximum: arithmetic((a, b) => tf.maximum(a, b)),
  minimum: arithmetic((a, b) => tf.minimum(a, b)),
  atan2: arithmetic((a, b) => tf.atan2(a, b)),
  pow: (call) => {
    const exponent = call.maybeNumber('exponent');
    if (exponent !== undefined && call.isOperand('input')) {
      return mapped(call.value('input'), (x) =>
        tf.cast(power(float(x), exponent), call.outputType),
      );
    }
    return combined([call.value('input'), call.value('exponent')], (a, b) =>
      tf.pow(float(a), float(b)),
    );
  },
  eq: comparison((a, b) => tf.equal(a, b)),
  ne: comparison((a, b) => tf.notEqual(a, b)),
  lt: comparison((a, b) => tf.less(a, b)),
  le: comparison((a, b) => tf.lessEqual(a, b)),
  gt: comparison((a, b) => tf.greater(a, b)),
  ge: comparison((a, b) => tf.greaterEqual(a, b)),
  logical_and: logical((a, b) => tf.logicalAnd(a, b)),
  logical_or: logical((a, b) => tf.logicalOr(a, b)),
  logical_xor: logical((a, b) => tf.logicalXor(a, b)),
  bitwise_and: logical((a, b) => tf.logicalAnd(a, b)),
  bitwise_or: logical((a, b) => tf.logicalOr(a, b)),
  bitwise_xor: logical((a, b) => tf.logicalXor(a, b)),
};

/** Chooses by a mask; all three are brought to the shape of the result first. */
export const chosen = (mask: Value, yes: Value, no: Value): Value =>
  combined([mask, yes, no], (m, a, b) => {
    const shape = tf.broadcastTo(tf.zeros([1]), [1]).shape;
    const full = [m, a, b].reduce<number[]>((known, x) => joined(known, x.shape), shape);
    const whole = (x: tf.Tensor): tf.Tensor =>
      sameShape(x.shape, full) ? x : tf.broadcastTo(x, full);
    return tf.where(whole(tf.cast(m, 'bool')), whole(float(a)), whole(float(b)));
  });

const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((extent, i) => extent === b[i]);

/** The shape that two shapes are broadcast to. */
export function joined(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [x = 1, y = 1] = [a[i - rank + a.length], b[i - rank + b.length]];
    return x === 1 ? y : x;
  });
}

const several: Lowerings = {
  where: (call) => chosen(call.value('condition'), call.value('input'), call.value('other')),
  masked_fill: (call) => chosen(call.value('mask'), call.value('value'), call.value('input')),
  lerp: (call) =>
    combined([call.value('input'), call.value('end'), call.value('weight')], (a, b, w) =>
      tf.add(a, tf.mul(w, tf.sub(b, a))),
    ),
  addcmul: (call) =>
    combined([call.value('input'), call.value('tensor1'), call.value('tensor2')], (x, a, b) =>
      tf.add(x, tf.mul(call.number('value', 1), tf.mul(a, b))),
    ),
  addcdiv: (call) =>
    combined([call.value('input'), call.value('tensor1'), call.value('tensor2')], (x, a, b) =>
      tf.add(x, tf.mul(call.number('value', 1), tf.div(a, b))),
    ),
  to: (call) =>
    mapped(call.value('input'), (x) =>
      x.dtype === call.outputType ? x : tf.cast(x, call.outputType),
    ),
  clone: (call) => call.value('input'),
  contiguous: (call) => call.value('input'),
  detach: (call) => mapped(call.value('input'), withoutGradient),
  fill: (call) => mapped(call.value('input'), (x) => tf.fill(x.shape, call.number('value'))),
  copy: (call) => {
    const shape = shapeOf(call.value('input'));
    return combined([call.value('src')], (x) => tf.broadcastTo(x, shape));
  },
};

/** Operations that act entry by entry. */
export const elementwise: Lowerings = { ...activations, ...functions, ...operators, ...several };

import * as tf from '@tensorflow/tfjs-core';
import { listAt, textAt, type JsonObject } from '../../../../shared/base/jsonValues';
import { drawSeed } from '../../built/seedRandom';
import { elementOf } from './items';

/** An operand: a tensor, a number, or a list of operands. */
export type Operand = tf.Tensor | number | readonly Operand[];

/** An operation of Keras on the operands of one call; `options` are those of its configuration. */
type OperationFunction = (
  operands: readonly Operand[],
  options: JsonObject,
  key: unknown,
) => tf.Tensor | tf.Tensor[];

const tensor = (operand: Operand | undefined): tf.Tensor => {
  if (operand instanceof tf.Tensor) return operand;
  if (typeof operand === 'number') return tf.scalar(operand);
  throw new Error('An operation takes a tensor');
};
const tensors = (operand: Operand | undefined): tf.Tensor[] =>
  (Array.isArray(operand) ? (operand as readonly Operand[]) : []).map(tensor);

const numberAt = (options: JsonObject, key: string, otherwise: number): number => {
  const value = options[key];
  return typeof value === 'number' ? value : otherwise;
};
const numbersAt = (options: JsonObject, key: string): number[] | undefined => {
  const value = options[key];
  if (typeof value === 'number') return [value];
  return Array.isArray(value)
    ? value.map((one: unknown) => (typeof one === 'number' ? one : -1))
    : undefined;
};
const keeps = ({ keepdims }: JsonObject): boolean => keepdims === true;

const unary =
  (run: (x: tf.Tensor, options: JsonObject) => tf.Tensor): OperationFunction =>
  ([x], options) =>
    run(tensor(x), options);
const binary =
  (run: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): OperationFunction =>
  ([a, b]) =>
    run(tensor(a), tensor(b));
const over = (
  run: (x: tf.Tensor, axis: number[] | undefined, keepDims: boolean) => tf.Tensor,
): OperationFunction => unary((x, options) => run(x, numbersAt(options, 'axis'), keeps(options)));

const variance = (x: tf.Tensor, axis: number[] | undefined, keepDims: boolean): tf.Tensor =>
  tf.moments(x, axis, keepDims).variance;

/** Along any axis; the framework's own goes along the last. */
function along(x: tf.Tensor, axis: number, run: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  const at = axis < 0 ? axis + x.rank : axis;
  if (at === x.rank - 1) return run(x);
  const order = [...Array(x.rank).keys()].map((one) =>
    one === at ? x.rank - 1 : one === x.rank - 1 ? at : one,
  );
  return tf.transpose(run(tf.transpose(x, order)), order);
}

/** Entries move by `shift` along an axis, and come in again at its other end. */
function rolledAlong(x: tf.Tensor, shift: number, axis: number): tf.Tensor {
  const at = axis < 0 ? axis + x.rank : axis;
  const extent = x.shape[at] ?? 1;
  const cut = (((extent - shift) % extent) + extent) % extent;
  if (cut === 0) return tf.clone(x);
  const [front, back] = tf.split(x, [cut, extent - cut], at);
  return tf.concat([tensor(back), tensor(front)], at);
}

function rolled(x: tf.Tensor, options: JsonObject): tf.Tensor {
  const shifts = numbersAt(options, 'shift') ?? [0];
  const axes = numbersAt(options, 'axis');
  if (!axes) return tf.reshape(rolledAlong(tf.reshape(x, [-1]), shifts[0] ?? 0, 0), x.shape);
  return axes.reduce((one, axis, i) => rolledAlong(one, shifts[i] ?? shifts[0] ?? 0, axis), x);
}

/** Hendrycks & Gimpel 2016: by the error function, or by its approximation with tanh. */
function gelu(x: tf.Tensor, options: JsonObject): tf.Tensor {
  const inner =
    options['approximate'] === false
      ? tf.erf(tf.div(x, Math.SQRT2))
      : tf.tanh(tf.mul(Math.sqrt(2 / Math.PI), tf.add(x, tf.mul(0.044715, tf.pow(x, 3)))));
  return tf.mul(tf.mul(0.5, x), tf.add(1, inner));
}

/** The batch stays what it is, whatever its extent. */
function reshaped(x: tf.Tensor, options: JsonObject): tf.Tensor {
  const shape = numbersAt(options, 'newshape') ?? [];
  const [batch = 1] = x.shape;
  const isOfBatch = shape[0] === -1 && shape.indexOf(-1, 1) >= 0;
  return tf.reshape(x, isOfBatch ? [batch, ...shape.slice(1)] : shape);
}

function swapped(x: tf.Tensor, options: JsonObject): tf.Tensor {
  const order = [...Array(x.rank).keys()];
  const [a, b] = ['axis1', 'axis2'].map((key) => {
    const axis = numberAt(options, key, 0);
    return axis < 0 ? axis + x.rank : axis;
  }) as [number, number];
  [order[a], order[b]] = [b, a];
  return tf.transpose(x, order);
}

/** Matrices of any ranks: the lower one counts as the same for every matrix of the other. */
function product(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const rank = Math.max(a.rank, b.rank);
  const widened = (x: tf.Tensor): tf.Tensor =>
    tf.reshape(x, [...Array<number>(rank - x.rank).fill(1), ...x.shape]);
  return tf.matMul(widened(a), widened(b));
}

function padded(x: tf.Tensor, options: JsonObject): tf.Tensor {
  const widths = listAt(options, 'pad_width') as readonly (number | readonly [number, number])[];
  const pairs = x.shape.map((_, axis): [number, number] => {
    const width = widths[axis] ?? widths[0] ?? 0;
    return typeof width === 'number' ? [width, width] : [width[0], width[1]];
  });
  const mode = textAt(options, 'mode') ?? 'constant';
  if (mode === 'reflect' || mode === 'symmetric') return tf.mirrorPad(x, pairs, mode);
  return tf.pad(x, pairs);
}

function resized(x: tf.Tensor, options: JsonObject): tf.Tensor {
  const [height = 1, width = 1] = numbersAt(options, 'size') ?? [];
  const image = x as tf.Tensor4D;
  return textAt(options, 'interpolation') === 'nearest'
    ? tf.image.resizeNearestNeighbor(image, [height, width], false, true)
    : tf.image.resizeBilinear(image, [height, width], false, true);
}

function splitIn(x: tf.Tensor, options: JsonObject): tf.Tensor[] {
  const axis = numberAt(options, 'axis', 0);
  const parts = options['indices_or_sections'];
  if (typeof parts === 'number') return tf.split(x, parts, axis);
  const extent = x.shape.at(axis) ?? 0;
  const marks = [0, ...(numbersAt(options, 'indices_or_sections') ?? []), extent];
  const sizes = marks.slice(1).map((mark, i) => mark - (marks[i] ?? 0));
  return tf.split(x, sizes, axis);
}

const spreadOf = (options: JsonObject): [mean: number, deviation: number] => [
  numberAt(options, 'mean', 0),
  numberAt(options, 'stddev', 1),
];

/** Extents of the batch are those of the tensor by whose shape it is drawn. */
const drawn = (draw: (shape: number[], options: JsonObject) => tf.Tensor): OperationFunction =>
  unary((x, options) => {
    const shape = listAt(options, 'shape');
    return draw(
      shape.map((extent, axis) => (typeof extent === 'number' ? extent : (x.shape[axis] ?? 1))),
      options,
    );
  });

const normalized = (x: tf.Tensor, options: JsonObject): tf.Tensor => {
  const axis = numbersAt(options, 'axis') ?? [-1];
  return tf.div(x, tf.maximum(tf.norm(x, 'euclidean', axis, true), 1e-6));
};

/** Operations of `keras.ops`, by their classes. Those that are not here keep their place in the graph and do not run. */
export const operationFunctions: Readonly<Record<string, OperationFunction>> = {
  Absolute: unary(tf.abs),
  Exp: unary(tf.exp),
  Log: unary(tf.log),
  Log1p: unary(tf.log1p),
  Sqrt: unary(tf.sqrt),
  Rsqrt: unary(tf.rsqrt),
  Square: unary(tf.square),
  Sin: unary(tf.sin),
  Cos: unary(tf.cos),
  Negative: unary(tf.neg),
  OnesLike: unary(tf.onesLike),
  ZerosLike: unary(tf.zerosLike),
  FullLike: binary((x, value) => tf.mul(tf.onesLike(x), value)),
  RandomStandardNormal: drawn((shape, options) =>
    tf.randomNormal(shape, ...spreadOf(options), 'float32', drawSeed()),
  ),
  TruncatedNormal: drawn((shape, options) =>
    tf.truncatedNormal(shape, ...spreadOf(options), 'float32', drawSeed()),
  ),
  RandomUniform: drawn((shape, options) =>
    tf.randomUniform(
      shape,
      numberAt(options, 'minval', 0),
      numberAt(options, 'maxval', 1),
      'float32',
      drawSeed(),
    ),
  ),
  Reciprocal: unary(tf.reciprocal),
  Erf: unary(tf.erf),
  Gelu: unary(gelu),
  Elu: unary((x, options) =>
    tf.add(tf.relu(x), tf.mul(numberAt(options, 'alpha', 1), tf.expm1(tf.minimum(x, 0)))),
  ),
  Selu: unary(tf.selu),
  LeakyRelu: unary((x, options) => tf.leakyRelu(x, numberAt(options, 'negative_slope', 0.2))),
  Mish: unary((x) => tf.mul(x, tf.tanh(tf.softplus(x)))),
  Softmax: unary((x, options) => along(x, numberAt(options, 'axis', -1), tf.softmax)),
  LogSoftmax: unary((x, options) => along(x, numberAt(options, 'axis', -1), tf.logSoftmax)),
  Normalize: unary(normalized),
  Identity: unary(tf.clone),
  Add: binary(tf.add),
  Subtract: binary(tf.sub),
  Multiply: binary(tf.mul),
  Divide: binary(tf.div),
  TrueDivide: binary(tf.div),
  Power: binary(tf.pow),
  Maximum: binary(tf.maximum),
  Minimum: binary(tf.minimum),
  Clip: unary((x, options) =>
    tf.minimum(
      tf.maximum(x, numberAt(options, 'x_min', -Infinity)),
      numberAt(options, 'x_max', Infinity),
    ),
  ),
  Matmul: binary(product),
  Dot: binary(product),
  Einsum: (operands, options) =>
    tf.einsum(textAt(options, 'subscripts') ?? '', ...operands.map(tensor)),
  Sum: over((x, axis, keepDims) => tf.sum(x, axis, keepDims)),
  Mean: over((x, axis, keepDims) => tf.mean(x, axis, keepDims)),
  Max: over((x, axis, keepDims) => tf.max(x, axis, keepDims)),
  Min: over((x, axis, keepDims) => tf.min(x, axis, keepDims)),
  Prod: over((x, axis, keepDims) => tf.prod(x, axis, keepDims)),
  Var: over(variance),
  Std: over((x, axis, keepDims) => tf.sqrt(variance(x, axis, keepDims))),
  Logsumexp: over((x, axis, keepDims) => tf.logSumExp(x, axis, keepDims)),
  Reshape: unary(reshaped),
  Transpose: unary((x, options) => tf.transpose(x, numbersAt(options, 'axes'))),
  Swapaxes: unary(swapped),
  ExpandDims: unary((x, options) => tf.expandDims(x, numberAt(options, 'axis', -1))),
  Squeeze: unary((x, options) => tf.squeeze(x, numbersAt(options, 'axis'))),
  Flip: unary((x, options) => tf.reverse(x, numbersAt(options, 'axis'))),
  Roll: unary(rolled),
  Pad: unary(padded),
  GetItem: ([x], _, key) => elementOf(tensor(x), key),
  Concatenate: ([list], options) => tf.concat(tensors(list), numberAt(options, 'axis', 0)),
  Stack: ([list], options) => {
    const all = tensors(list);
    const axis = numberAt(options, 'axis', 0);
    return tf.stack(all, axis < 0 ? axis + (all[0]?.rank ?? 0) + 1 : axis);
  },
  Split: ([x], options) => splitIn(tensor(x), options),
  Unstack: ([x], options) => tf.unstack(tensor(x), numberAt(options, 'axis', 0)),
  Resize: unary(resized),
  DepthToSpace: unary((x, options) =>
    tf.depthToSpace(x as tf.Tensor4D, numberAt(options, 'block', 1)),
  ),
};

import * as tf from '@tensorflow/tfjs-core';
import {
  activationMoments,
  countInfinities,
  countNaNs,
  countSaturated,
  countZeros,
  deadUnits,
  exponentCounts,
  innerProduct,
  largest,
  sumOfSquares,
  unitsEqual,
  unitSquares,
  totalOf,
  type Units,
  updateSums,
  type Values,
} from './passes';
import type { UnitWatch } from '../../../model/trainer';
import type { Reductions, WeightUpdate } from './reductions';

/** The wasm backend's view of a tensor in its heap; valid until the next allocation. */
interface WasmBackend {
  typedArrayFromHeap(info: tf.TensorInfo): Values;
}
type Reader = (x: tf.Tensor) => Values;

/** Reads tensors in place, or `undefined` if the current backend keeps them out of reach. */
function heapReader(): Reader | undefined {
  if (tf.getBackend() === 'cpu') return (x) => x.dataSync();
  if (tf.getBackend() !== 'wasm') return undefined;
  const wasm = tf.backend() as unknown as WasmBackend;
  return (x) => wasm.typedArrayFromHeap(x);
}

type Numbers = readonly number[];

function weight(values: Values): Numbers {
  const squares = sumOfSquares(values);
  const isFinite = Number.isFinite(squares);
  return [
    1,
    squares,
    largest(values),
    countZeros(values),
    isFinite ? 0 : countNaNs(values),
    isFinite ? 0 : countInfinities(values),
  ];
}

const unitsOf = (shape: Numbers, channelAxis: number): Units => ({
  count: shape[channelAxis] ?? 1,
  stride: shape.slice(channelAxis + 1).reduce((product, extent) => product * extent, 1),
});

function noticeable(
  { shape }: tf.Tensor,
  values: Values,
  { curve, limit, channelAxis = shape.length - 1 }: UnitWatch,
): number {
  return curve === 'rectifier'
    ? deadUnits(values, unitsOf(shape, channelAxis), limit)
    : countSaturated(values, curve, limit);
}

function activation(y: tf.Tensor, values: Values, watch?: UnitWatch): Numbers {
  const { mean, variance } = activationMoments(values);
  const isFinite = Number.isFinite(variance);
  return [
    mean,
    variance,
    isFinite ? 0 : countNaNs(values) + countInfinities(values),
    watch ? noticeable(y, values, watch) : 0,
  ];
}

function described(values: Values, { shape }: tf.Tensor, unitAxis: number | null): Numbers {
  const { mean, variance } = activationMoments(values);
  const isTold = shape.length > 1 && unitAxis !== null;
  return [mean, variance, isTold && unitsEqual(values, unitsOf(shape, unitAxis)) ? 1 : 0];
}

function update(read: Reader, { before, after, gradient }: WeightUpdate): Numbers {
  const { change, old, lost } = updateSums(read(before), read(after), read(gradient));
  return [1, change, 1, old, lost];
}

/** Σx² of a gradient, taken once however many taps see it: the forks' edges are seen twice. */
function squaresReader(read: Reader): (x: tf.Tensor) => number {
  const known = new WeakMap<object, number>();
  return (x) => {
    const squares = known.get(x.dataId) ?? sumOfSquares(read(x));
    known.set(x.dataId, squares);
    return squares;
  };
}

/** The gradient that comes back through one side of a fork; most sides are a single edge, whose squares are known. */
function side(tensors: readonly tf.Tensor[], read: Reader, squaresOf: (x: tf.Tensor) => number) {
  const [only, ...others] = tensors;
  const values = totalOf(tensors.map(read));
  const isSingle = only !== undefined && others.length === 0;
  return { values, squares: isSingle ? squaresOf(only) : sumOfSquares(values) };
}

/**
 * Statistics in double precision, read straight from where the backend keeps its tensors: nothing is
 * allocated or copied. `undefined` if the current backend does not keep them in this process.
 */
export function heapReductions(): Reductions<Numbers> | undefined {
  const read = heapReader();
  if (!read) return undefined;
  const squaresOf = squaresReader(read);
  return {
    value: (x) => [...read(x)],
    values: (x, unitAxis = x.rank - 1) => described(read(x), x, unitAxis),
    gradient: (dy) => [1, squaresOf(dy)],
    steps: (dy, axis) => [1, ...unitSquares(read(dy), unitsOf(dy.shape, axis))],
    weight: (gradient) => weight(read(gradient)),
    histogram: (x) => exponentCounts(read(x)),
    activation: (y, watch) => activation(y, read(y), watch),
    update: (each) => update(read, each),
    fork: ({ shortcut, body }) => {
      const one = side(shortcut, read, squaresOf);
      const other = side(body, read, squaresOf);
      return [1, one.squares, 1, other.squares, innerProduct(one.values, other.values)];
    },
  };
}

import * as tf from '@tensorflow/tfjs-core';
import type { InitialValue, RecordedParameter } from '../../../shared/protocol/python/recording';
import { hash, normals, uniformFrom } from '../../data/random';
import { dataTypeOf, NotLowered } from './values/call';
import { runRecording, type NodeTap, type RecordedRun } from './runRecording';
import { inOrder } from './values/value';

type Draw<K> = Extract<InitialValue, { draw: K }>;

const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, extent) => product * extent, 1);

function uniform(size: number, { from, to }: Draw<'uniform'>, seed: number): Float32Array {
  const next = uniformFrom(seed);
  return Float32Array.from({ length: size }, () => from + (to - from) * next());
}

/** Values beyond the bounds are drawn again. */
function normal(size: number, { mean, std, within }: Draw<'normal'>, seed: number): Float32Array {
  const drawn = normals(size, seed).map((value) => mean + std * value);
  if (!within) return drawn;
  const [low, high] = within;
  for (let round = 1; drawn.some((value) => value < low || value > high); round++) {
    const again = normals(size, hash(seed, round));
    drawn.forEach((value, i) => {
      if (value < low || value > high) drawn[i] = mean + std * (again[i] ?? 0);
    });
  }
  return drawn;
}

/** Orthonormal rows or columns (Saxe et al. 2014): Q of a normal matrix, with the signs of R's diagonal. */
function orthogonal(shape: readonly number[], gain: number, seed: number): tf.Tensor {
  const [rows = 1] = shape;
  const columns = sizeOf(shape) / rows;
  const [long, short] = [Math.max(rows, columns), Math.min(rows, columns)];
  const drawn = tf.tensor2d(normals(long * short, seed), [long, short]);
  const [q, r] = tf.linalg.qr(drawn);
  const diagonal = tf.sum(tf.mul(r, tf.eye(short)), 0);
  const signed = tf.mul(q, tf.sign(diagonal));
  return tf.reshape(tf.mul(rows < columns ? tf.transpose(signed) : signed, gain), [...shape]);
}

const untapped: NodeTap = {
  edge: (_node, _input, value) => value,
  output: (_node, _output, value) => value,
};

/** Numbers that a list is drawn from, or made of. */
interface Drawing {
  readonly parameter: RecordedParameter;
  readonly seed: number;
  /** Tensors of parameters that are computed from. */
  readonly parameterAt: (index: number) => tf.Tensor;
}

function computed({ nodes, value }: Draw<'computed'>, { parameterAt }: Drawing): tf.Tensor {
  const recording: RecordedRun = {
    nodes,
    inputs: [],
    outputs: [{ value, path: 'out' }],
  };
  const [made] = runRecording(recording, { inputs: [], parameter: parameterAt }, untapped);
  if (!made) throw new NotLowered('parameter', 'a value that is computed');
  return inOrder(made);
}

/** The first value of a parameter, drawn for a seed. Call inside `tf.tidy`. */
export function initialTensor(drawing: Drawing): tf.Tensor {
  const { parameter, seed } = drawing;
  const { shape, initial, dtype, name } = parameter;
  const size = sizeOf(shape);
  if (!initial) throw new NotLowered('parameter', name);
  if (initial.draw === 'orthogonal') return orthogonal(shape, initial.gain, seed);
  if (initial.draw === 'computed') return tf.reshape(computed(initial, drawing), [...shape]);
  const type = dataTypeOf(dtype) as 'float32';
  if (initial.draw === 'constant') return tf.cast(tf.fill([...shape], initial.value), type);
  if (initial.draw === 'values') return tf.tensor([...initial.values], [...shape], type);
  const values =
    initial.draw === 'uniform' ? uniform(size, initial, seed) : normal(size, initial, seed);
  return tf.tensor(values, [...shape], 'float32');
}

import * as tf from '@tensorflow/tfjs-core';
import { drawSeed } from '../../built/seedRandom';
import type { Call, Lowering, Lowerings } from '../values/call';
import { inOrder, ordered, range, shapeOf, type Value } from '../values/value';

const uniform = (shape: number[]): tf.Tensor =>
  tf.randomUniform(shape, 0, 1, 'float32', drawSeed());

/** Zeros a share of the entries and scales the others up (Srivastava et al. 2014). */
export function dropped(x: tf.Tensor, rate: number, noise: readonly number[] = x.shape): tf.Tensor {
  if (rate === 0) return x;
  if (rate >= 1) return tf.mul(x, 0);
  const kept = tf.cast(tf.greaterEqual(uniform([...noise]), rate), 'float32');
  return tf.mul(x, tf.div(kept, 1 - rate));
}

/** `channels` drops whole channels. */
const dropout: Lowering = (call): Value => {
  const value = call.value('input');
  if (!call.isTraining || !call.flag('training', true)) return value;
  const { tensor, channelsLast } = value;
  const last = tensor.rank - 1;
  const noise = tensor.shape.map((extent, axis) =>
    axis === 0 || axis === (channelsLast ? last : 1) ? extent : 1,
  );
  const shape = call.flag('channels') ? noise : tensor.shape;
  return { tensor: dropped(tensor, call.number('p', 0.5), shape), channelsLast };
};

/** A size that is not written grew with the recorded batch: it is the batch. */
const sizesOf = (call: Call): number[] =>
  call.grown(call.numbers('size')).map((extent) => (extent < 0 ? call.batch : extent));

/** The shape of the size that is written, of the tensor that is filled, or, where that is not kept, as recorded. */
function drawnShape(call: Call): number[] {
  if (call.attribute('size') !== undefined) return sizesOf(call);
  const recorded = call.node.outputs[0]?.shape ?? [];
  return call.isOperand('input')
    ? shapeOf(call.value('input'))
    : recorded.map((extent) => extent ?? call.batch);
}

const drawn =
  (draw: (shape: number[], call: Call) => tf.Tensor): Lowering =>
  (call) => {
    return ordered(draw(drawnShape(call), call));
  };

/** Draws of each step, and tensors made from nothing. */
export const creation: Lowerings = {
  dropout,
  bernoulli: (call) => {
    const x = inOrder(call.value('input'));
    const p = call.maybeNumber('p');
    const chance = p === undefined ? x : tf.fill(x.shape, p);
    // Layers that are dropped at random divide by the chance that they stay: its expectation leaves them whole.
    if (!call.isTraining) return ordered(chance);
    return ordered(tf.cast(tf.less(uniform(x.shape), chance), 'float32'));
  },
  rand: drawn((shape) => uniform(shape)),
  randn: drawn((shape) => tf.randomNormal(shape, 0, 1, 'float32', drawSeed())),
  normal: drawn((shape, call) =>
    tf.randomNormal(shape, call.number('mean', 0), call.number('std', 1), 'float32', drawSeed()),
  ),
  uniform: drawn((shape, call) =>
    tf.randomUniform(shape, call.number('from', 0), call.number('to', 1), 'float32', drawSeed()),
  ),
  randint: drawn((shape, call) =>
    tf.randomUniform(shape, call.number('low', 0), call.number('high'), 'int32', drawSeed()),
  ),
  full: (call) => {
    const value = call.attribute('fill_value');
    const number = typeof value === 'boolean' ? Number(value) : call.number('fill_value');
    return ordered(tf.cast(tf.fill(sizesOf(call), number), call.outputType));
  },
  arange: (call) => {
    const [start, step] = [call.number('start', 0), call.number('step', 1)];
    const recorded = Math.max(0, Math.ceil((call.number('end') - start) / step));
    const [count = recorded] = call.grown([recorded]);
    return ordered(
      tf.tensor1d(
        range(0, count).map((i) => start + i * step),
        call.outputType,
      ),
    );
  },
  linspace: (call) => {
    const [start, end, steps] = [call.number('start'), call.number('end'), call.number('steps')];
    const step = steps > 1 ? (end - start) / (steps - 1) : 0;
    return ordered(tf.tensor1d(range(0, steps).map((i) => start + i * step)));
  },
  eye: (call) =>
    ordered(tf.cast(tf.eye(call.number('n'), call.number('m', call.number('n'))), call.outputType)),
};

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { along, filterDirection } from '../../../src/engine/experiments/directions';
import { bumps, widthOf } from '../../../src/engine/experiments/lines';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { testBackend } from '../../support/testBackend';
import { openLabOn } from './labs';

beforeAll(() => openBackend(testBackend));

type Symbolic = tf.SymbolicTensor;
const apply = (layer: tf.layers.Layer, x: Symbolic): Symbolic => layer.apply(x) as Symbolic;

/** A convolution before batch norm, one of whose filters is so many times as large. */
function convolutional(factor = 1): tf.LayersModel {
  const input = tf.input({ shape: [6, 6, 1] });
  const conv = tf.layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same', useBias: false });
  let x = apply(tf.layers.batchNormalization({ epsilon: 1e-9 }), apply(conv, input));
  x = apply(tf.layers.flatten(), apply(tf.layers.reLU(), x));
  const out = apply(tf.layers.dense({ units: 4, activation: 'softmax' }), x);
  const model = tf.model({ inputs: input, outputs: out });
  const [kernel] = conv.getWeights();
  conv.setWeights([tf.mul(kernel!, tf.tensor1d([factor, 1, 1, 1]))]);
  return model;
}
const none = () => false;

describe('a direction', () => {
  it('has filters as long as those of the weights, and leaves vectors alone', async () => {
    const { lab, dispose } = await openLabOn(() => convolutional());
    const weights = await lab.weights();
    const direction = filterDirection(weights, none, 1);
    const norms = (values: Float32Array, filters: number) =>
      Array.from({ length: filters }, (_, filter) =>
        Math.sqrt(
          values.reduce((sum, value, i) => (i % filters === filter ? sum + value ** 2 : sum), 0),
        ),
      );
    expect([...direction.keys()].map((at) => weights[at]!.shape.length)).toEqual([4, 2]);
    for (const [at, values] of direction) {
      const own = norms(weights[at]!.values, 4);
      norms(values, 4).forEach((norm, i) => expect(norm).toBeCloseTo(own[i]!, 5));
    }
    expect(filterDirection(weights, none, 2).get(0)).not.toEqual(direction.get(0));
    dispose();
  });
});

describe('a line of the loss', () => {
  async function lineOf(factor: number) {
    const { lab, batch, dispose } = await openLabOn(() => convolutional(factor));
    const own = batch(32);
    const before = (await lab.weights()).map(({ values }) => [...values]);
    const direction = filterDirection(await lab.weights(), none, 1);
    const at = async (distance: number) =>
      (await lab.evaluate(own, 'training', along(direction, distance))).loss;
    const line = [await at(-1), await at(-0.5), await at(0), await at(0.5), await at(1)];
    const { loss } = await lab.evaluate(own, 'training');
    const after = (await lab.weights()).map(({ values }) => [...values]);
    dispose();
    return { line, loss, before, after };
  }

  it('has the loss of the model at its centre, moves elsewhere, and puts the weights back', async () => {
    const { line, loss, before, after } = await lineOf(1);
    expect(Math.abs(line[2]! - loss)).toBeLessThan(1e-6);
    for (const at of [0, 1, 3, 4]) expect(Math.abs(line[at]! - loss)).toBeGreaterThan(1e-3);
    expect(after).toEqual(before);
  });

  it('does not depend on the size of a filter before batch norm', async () => {
    const [one, ten] = [await lineOf(1), await lineOf(10)];
    one.line.forEach((loss, i) => expect(Math.abs(ten.line[i]! - loss)).toBeLessThan(2e-4));
  });
});

describe('the measures of a line', () => {
  it('are no bumps where the loss only rises, and the share that falls elsewhere', () => {
    expect(bumps([4, 1, 0, 1, 4])).toBe(0);
    expect(bumps([0, 4, 0, 4, 0])).toBe(1);
    expect(bumps([3, 4, 0, 1, 4])).toBeCloseTo(1 / 8, 12);
    expect(bumps([1, 1, 1])).toBe(0);
  });

  it('are the distance at which the loss has risen, by interpolation', () => {
    const reach = Array.from({ length: 21 }, (_, i) => (i - 10) / 10);
    const parabola = reach.map((x) => 2 * x * x);
    expect(widthOf(parabola, reach)).toBeCloseTo(0.5, 2);
    expect(
      widthOf(
        reach.map(() => 1),
        reach,
      ),
    ).toBe(1);
  });
});

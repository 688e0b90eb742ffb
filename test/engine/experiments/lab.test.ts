import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WeightValues } from '../../../src/engine/model/lab';
import { pickRows } from '../../../src/engine/experiments/rows';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { testBackend } from '../../support/testBackend';
import { openLabOn, residual } from './labs';

beforeAll(() => openBackend(testBackend));

const bits = (weights: readonly WeightValues[]) => weights.map(({ values }) => [...values]);

describe('a lab', () => {
  it('trains: the loss falls, and the weights come back bit by bit when it is disposed', async () => {
    const { numTensors } = tf.memory();
    const { lab, model, batch, dispose } = await openLabOn(() => residual(2));
    const before = bits(await lab.weights());
    const losses: number[] = [];
    for (let i = 0; i < 20; i++) losses.push(await lab.train(batch(16), 0.05));
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 2);
    expect(bits(await lab.weights())).not.toEqual(before);
    lab.dispose();
    const again = await model.experiment!(1, {
      ...{ losses: [], optimizer: { name: 'sgd', learningRate: 0.1, origin: 'user' } },
    });
    expect(bits(await again.weights())).toEqual(before);
    again.dispose();
    dispose();
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it('evaluates and measures without a trace: weights and running statistics stay', async () => {
    const { lab, batch, dispose } = await openLabOn(() => residual(2));
    const before = bits(await lab.weights());
    const first = await lab.evaluate(batch(8), 'training');
    await lab.weightGradient(batch(8), 0);
    await lab.inputGradient(batch(8), { mode: 'training', of: 0 });
    expect(await lab.evaluate(batch(8), 'training')).toEqual(first);
    expect(bits(await lab.weights())).toEqual(before);
    expect(first.error).toBeGreaterThanOrEqual(0);
    expect(first.error).toBeLessThanOrEqual(1);
    dispose();
  });

  it('settles: the running statistics are those of the batch, so both modes agree on it', async () => {
    const { lab, batch, dispose } = await openLabOn(() => residual(2));
    const own = batch(64);
    const training = await lab.evaluate(own, 'training');
    expect((await lab.evaluate(own, 'inference')).loss).not.toBeCloseTo(training.loss, 2);
    lab.settle(own);
    expect((await lab.evaluate(own, 'inference')).loss).toBeCloseTo(training.loss, 2);
    // Rows do not see each other any more.
    const row = await lab.inputGradient(pickRows(own, [5]), { mode: 'inference', of: 'loss' });
    const all = await lab.inputGradient(own, { mode: 'inference', of: 'loss' });
    const size = row.gradient.length;
    row.gradient.forEach((value, i) => expect(all.gradient[5 * size + i]).toBeCloseTo(value, 5));
    dispose();
  });

  it('gives the gradient of the loss in its inputs, as differences do', async () => {
    const { lab, batch, dispose } = await openLabOn(() => residual(2, 8, false));
    const own = batch(1);
    const { gradient } = await lab.inputGradient(own, { mode: 'inference', of: 'loss' });
    const [input] = own.inputs;
    for (const at of [0, 3, 5]) {
      const moved = (by: number) => {
        const values = Float32Array.from(input!.values);
        values[at] = values[at]! + by;
        return { ...own, inputs: [{ ...input!, values }] };
      };
      const loss = async (by: number) => (await lab.evaluate(moved(by), 'inference')).loss;
      const difference = ((await loss(1e-3)) - (await loss(-1e-3))) / 2e-3;
      expect(gradient[at]).toBeCloseTo(difference, 2);
    }
    dispose();
  });
});

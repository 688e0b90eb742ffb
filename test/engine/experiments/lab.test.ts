import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { layerPairs } from '../../../src/analysis/experiments/kinds/chain';
import type { WeightValues } from '../../../src/engine/model/lab';
import { pickRows } from '../../../src/engine/experiments/rows';
import { chooseTraining } from '../../../src/engine/probe/trainingSetup';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import type { ArmChange } from '../../../src/shared/experiment/experiment';
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

describe('a changed network', () => {
  const chain = () => {
    const input = tf.input({ shape: [6] });
    let x = input;
    const add = (layer: tf.layers.Layer) => (x = layer.apply(x) as tf.SymbolicTensor);
    for (const units of [8, 8, 8, 8]) {
      add(tf.layers.dense({ units, kernelInitializer: 'heNormal' }));
      add(tf.layers.reLU());
    }
    add(tf.layers.dense({ units: 4, activation: 'softmax' }));
    return tf.model({ inputs: input, outputs: x });
  };
  const setup = {
    losses: [],
    optimizer: { name: 'sgd', learningRate: 0.1, origin: 'user' },
  } as const;

  it('is what the same network is with those layers, and trains what it brings along', async () => {
    const { numTensors } = tf.memory();
    const opened = await openLabOn(chain);
    const { graph } = opened.model.description;
    const [pair] = layerPairs(graph);
    const own = opened.batch(8);
    opened.lab.dispose();
    const losses = chooseTraining(opened.model.description, {}).losses;
    const lossWith = async (changes: readonly ArmChange[]) => {
      const lab = await opened.model.experiment!(1, { ...setup, losses, changes });
      const { loss } = await lab.evaluate(own, 'training');
      const trained = [loss];
      for (let i = 0; i < 5; i++) trained.push(await lab.train(own, 0.05));
      lab.dispose();
      return trained;
    };
    const [plain] = await lossWith([]);
    const add = { type: 'add', from: pair!.from, to: pair!.to } as const;
    const identity = await lossWith([{ ...add, as: 'identity' }]);
    const projection = await lossWith([{ ...add, as: 'projection' }]);
    expect(new Set([plain, identity[0], projection[0]]).size).toBe(3);
    for (const losses of [identity, projection]) expect(losses.at(-1)!).toBeLessThan(losses[0]!);
    // Without its nonlinearities a layer hands on its input; with its own curve nothing changes.
    const curves = graph.layers.filter(({ operation }) => operation.type === 'activation');
    const all = (as: 'relu' | 'tanh') =>
      lossWith(curves.map(({ id }): ArmChange => ({ type: 'activation', layer: id, as })));
    expect((await all('relu'))[0]).toBeCloseTo(plain!, 6);
    expect((await all('tanh'))[0]).not.toBeCloseTo(plain!, 3);
    const [linear] = await lossWith(curves.map(({ id }) => ({ type: 'bypass', layer: id })));
    expect(linear).not.toBeCloseTo(plain!, 3);
    const layers = graph.layers.map(({ id }) => id);
    const small = await lossWith([{ type: 'initialiser', layers, as: 'normal' }]);
    // Small weights tell the classes hardly apart.
    expect(small[0]).toBeCloseTo(Math.log(4), 1);
    expect((await lossWith([]))[0]).toBe(plain);
    opened.model.dispose();
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it('adds exactly what enters the first layer to what leaves the second', async () => {
    const opened = await openLabOn(() => residual(1, 8, false));
    const { graph } = opened.model.description;
    const merge = graph.layers.find(({ operation }) => operation.type === 'merge')!;
    const own = opened.batch(8);
    const { loss } = await opened.lab.evaluate(own, 'training');
    opened.lab.dispose();
    const { losses } = chooseTraining(opened.model.description, {});
    const [body, shortcut] = merge.inputs.map(({ layer }) => layer);
    const first = graph.layers.find(
      ({ inputs, operation }) => operation.type === 'transform' && inputs[0]?.layer === shortcut,
    )!;
    // The shortcut is cut, and put back around the same layers.
    const lab = await opened.model.experiment!(1, {
      ...{ ...setup, losses },
      ablation: { edges: new Set([`${merge.id}:1`]), idle: new Set() },
      changes: [{ type: 'add', from: first.id, to: body!, as: 'identity' }],
    });
    expect((await lab.evaluate(own, 'training')).loss).toBeCloseTo(loss, 5);
    lab.dispose();
    opened.model.dispose();
  });
});

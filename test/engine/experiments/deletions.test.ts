import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { deletion } from '../../../src/analysis/experiments/kinds/deletion';
import { isRefusal } from '../../../src/analysis/experiments/kinds/kind';
import { findSkips } from '../../../src/analysis/skips/findSkips';
import { measureDeletions, withoutBlock } from '../../../src/engine/experiments/deletions';
import { weightsHash } from '../../../src/engine/experiments/weightsHash';
import type { Lab } from '../../../src/engine/model/lab';
import type { BatchData } from '../../../src/engine/model/trainer';
import { edgeKey } from '../../../src/engine/probe/plan/edges';
import { chooseTraining } from '../../../src/engine/probe/trainingSetup';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import type { Arm } from '../../../src/shared/experiment/experiment';
import { testOptions } from '../../support/experimentCells';
import { testBackend } from '../../support/testBackend';
import { openLabOn, residual } from './labs';

beforeAll(() => openBackend(testBackend));

const BLOCKS = 3;
const SAMPLES = 64;
const EPSILON = 1e-3;
const options = { ...testOptions, samples: SAMPLES };
const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** The network of a lab, computed by hand in double precision from its weights, with running statistics. */
async function handMade(lab: Lab, layers: readonly string[], batch: BatchData) {
  const weights = await lab.weights();
  const names = [...new Set(layers)];
  const of = (name: string): (readonly number[])[] =>
    weights.filter((_, at) => layers[at] === name).map(({ values }) => [...values]);
  type Rows = readonly (readonly number[])[];
  const dense = (x: Rows, name: string): Rows => {
    const [kernel = [], bias = []] = of(name);
    const units = bias.length;
    return x.map((row) =>
      bias.map((b, u) => row.reduce((sum, value, i) => sum + value * kernel[i * units + u]!, b)),
    );
  };
  const normed = (x: Rows, name: string): Rows => {
    const [gamma = [], beta = [], mean = [], variance = []] = of(name);
    return x.map((row) =>
      row.map(
        (value, i) =>
          (gamma[i]! * (value - mean[i]!)) / Math.sqrt(variance[i]! + EPSILON) + beta[i]!,
      ),
    );
  };
  const relu = (x: Rows): Rows => x.map((row) => row.map((value) => Math.max(0, value)));
  const both = (x: Rows, at: number): Rows => normed(dense(x, names[at]!), names[at + 1]!);
  const [input] = batch.inputs;
  const size = input!.shape[1]!;
  const start: Rows = numbers(SAMPLES).map((row) => [
    ...input!.values.subarray(row * size, (row + 1) * size),
  ]);
  const target = batch.target(0, [SAMPLES, 4]).values;

  /** Error and loss where each block makes of its input what a function says. */
  return (block: (x: Rows, body: (x: Rows) => Rows, at: number) => Rows) => {
    let x = relu(both(start, 0));
    for (const at of numbers(BLOCKS)) {
      const first = 2 + 4 * at;
      x = relu(block(x, (own) => both(relu(both(own, first)), first + 2), at));
    }
    const logits = dense(x, names.at(-1)!);
    const most = (row: readonly number[]): number => row.indexOf(Math.max(...row));
    const wanted = logits.map((_, row) => most([...target.subarray(4 * row, 4 * row + 4)]));
    const wrong = logits.filter((row, at) => most(row) !== wanted[at]).length;
    const losses = logits.map((row, at) => {
      const top = Math.max(...row);
      const all = row.reduce((sum, value) => sum + Math.exp(value - top), 0);
      return Math.log(all) - (row[wanted[at]!]! - top);
    });
    return {
      error: wrong / SAMPLES,
      loss: losses.reduce((sum, loss) => sum + loss, 0) / SAMPLES,
    };
  };
}

const plus = (
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
): readonly (readonly number[])[] => a.map((row, i) => row.map((value, k) => value + b[i]![k]!));

/** Both networks of the experiment on a small one with batch norm, each trained for some steps. */
async function trained(which: 0 | 1) {
  const opened = await openLabOn(() => residual(BLOCKS));
  const { description } = opened.model;
  const { graph } = description;
  const arms = deletion.arms({
    ...{ graph, skips: findSkips(graph) },
    ...{ hasOneFloatInput: true, hasDropout: false },
  });
  if (isRefusal(arms)) throw new Error(arms.code);
  const arm: Arm = arms[which]!;
  opened.lab.dispose();
  const cut = new Set(arm.cut.map(edgeKey));
  const lab = await opened.model.experiment!(1, {
    ...chooseTraining(description, { optimizer: 'momentum', learningRate: 0.01 }),
    ...(cut.size > 0 && { ablation: { edges: cut, idle: new Set() }, skipIdle: true }),
  });
  for (const step of numbers(30)) await lab.train(opened.batch(SAMPLES, step), 0.05);
  const batch = opened.batch(SAMPLES, 1000);
  const data = { batch: () => batch, measured: () => batch };
  lab.settle(batch);
  const layers = description.weights.map(({ layer }) => layer);
  return {
    ...{ lab, arm, data, batch, cut },
    byHand: await handMade(lab, layers, batch),
    dispose: () => {
      lab.dispose();
      opened.model.dispose();
    },
  };
}

describe('a trained network', () => {
  it('without one block is the network computed by hand without that body, bit by bit unchanged', async () => {
    const { numTensors } = tf.memory();
    const { lab, arm, data, batch, cut, byHand, dispose } = await trained(0);
    const before = weightsHash(await lab.weights());
    const { numbers: found, series } = await measureDeletions(lab, { arm, data, options });
    expect(weightsHash(await lab.weights())).toBe(before);

    const whole = byHand((x, body) => plus(x, body(x)));
    expect(found['errorIntact']).toBeCloseTo(whole.error, 6);
    expect((await lab.evaluate(batch, 'inference')).loss).toBeCloseTo(whole.loss, 4);
    const without = numbers(BLOCKS).map((gone) =>
      byHand((x, body, at) => (at === gone ? x : plus(x, body(x)))),
    );
    const cutOff = numbers(BLOCKS).map((gone) =>
      byHand((x, body, at) => (at === gone ? body(x) : plus(x, body(x)))),
    );
    without.forEach(({ error }, at) =>
      expect(series!['errorWithoutBlock']![at]).toBeCloseTo(error, 6),
    );
    cutOff.forEach(({ error }, at) =>
      expect(series!['errorWithoutShortcut']![at]).toBeCloseTo(error, 6),
    );
    const middle = [...without].sort((a, b) => a.error - b.error)[1]!.error;
    expect(found['errorDeleted']).toBeCloseTo(middle, 6);
    expect(found['errorBypassed']).toBeCloseTo(middle, 6);
    // Losses tell networks apart that err on as many samples.
    for (const [at, { loss }] of without.entries()) {
      const edges = withoutBlock(arm.deletes![at]!, cut)!;
      const own = await lab.evaluateWithout(batch, 'inference', edges);
      expect(own.loss).toBeCloseTo(loss, 4);
      expect(Math.abs(own.loss - whole.loss)).toBeGreaterThan(1e-3);
    }
    dispose();
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it('that had no skips has its block bypassed by the shortcut, and no shortcut to cut', async () => {
    const { lab, arm, data, batch, cut, byHand, dispose } = await trained(1);
    const before = weightsHash(await lab.weights());
    const { numbers: found, series } = await measureDeletions(lab, { arm, data, options });
    expect(weightsHash(await lab.weights())).toBe(before);
    expect(Object.keys(found).sort()).toEqual(['errorBypassed', 'errorIntact']);
    expect(Object.keys(series!)).toEqual(['errorWithoutBlock']);
    const plain = byHand((x, body) => body(x));
    expect((await lab.evaluate(batch, 'inference')).loss).toBeCloseTo(plain.loss, 4);
    expect(found['errorIntact']).toBeCloseTo(plain.error, 6);
    for (const gone of numbers(BLOCKS)) {
      const { error, loss } = byHand((x, body, at) => (at === gone ? x : body(x)));
      const edges = withoutBlock(arm.deletes![gone]!, cut)!;
      const own = await lab.evaluateWithout(batch, 'inference', edges);
      expect(own.loss).toBeCloseTo(loss, 4);
      expect(series!['errorWithoutBlock']![gone]).toBeCloseTo(error, 6);
    }
    dispose();
  });
});

it('has a loss and no error where its outputs are no classes', async () => {
  const regression = (): tf.LayersModel => {
    const input = tf.input({ shape: [6] });
    let x: tf.SymbolicTensor = input;
    for (let i = 0; i < 2; i++) {
      const body = tf.layers.dense({ units: 6 }).apply(x) as tf.SymbolicTensor;
      x = tf.layers.add().apply([body, x]) as tf.SymbolicTensor;
    }
    return tf.model({ inputs: input, outputs: x });
  };
  const { lab, model, batch, dispose } = await openLabOn(regression);
  const { graph } = model.description;
  const [arm] = deletion.arms({
    ...{ graph, skips: findSkips(graph) },
    ...{ hasOneFloatInput: true, hasDropout: false },
  }) as readonly Arm[];
  const data = { batch, measured: batch };
  const { numbers: found, series } = await measureDeletions(lab, { arm: arm!, data, options });
  expect(Object.keys(found).sort()).toEqual([
    'lossBypassed',
    'lossCut',
    'lossDeleted',
    'lossIntact',
  ]);
  expect(series!['lossWithoutBlock']).toHaveLength(2);
  dispose();
});

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import { syntheticData } from '../../../../src/engine/data/synthetic';
import type { Trainer, TrainingSetup, WeightOffset } from '../../../../src/engine/model/trainer';
import { edgeKey } from '../../../../src/engine/probe/plan/edges';
import { measurePlan } from '../../../../src/engine/probe/plan/measurePlan';
import { chooseTraining } from '../../../../src/engine/probe/trainingSetup';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import type { BuiltModel } from '../../../../src/engine/tfjs/built/builtModel';
import { describeBuilt } from '../../../../src/engine/tfjs/built/describeBuilt';
import { startTrainer } from '../../../../src/engine/tfjs/trainer/startTrainer';
import { layerId } from '../../../../src/shared/network/network';
import { thresholdsWith } from '../../../../src/shared/report/thresholds';
import { testBackend } from '../../../support/testBackend';
import { buildSeeded } from '../../probe/probing';

const L = tf.layers;
type Symbolic = tf.SymbolicTensor;
const apply = (layer: tf.layers.Layer, x: Symbolic | Symbolic[]): Symbolic =>
  layer.apply(x) as Symbolic;

/** A residual block with everything that a pass in training mode changes or draws. */
function residual(): tf.LayersModel {
  const input = tf.input({ shape: [5] });
  const stem = apply(L.dense({ units: 6, activation: 'tanh', name: 'stem' }), input);
  const normed = apply(L.batchNormalization({ name: 'bn' }), stem);
  const body = apply(L.dropout({ rate: 0.5 }), normed);
  const sum = apply(L.add({ name: 'sum' }), [stem, body]);
  return tf.model({ inputs: input, outputs: apply(L.dense({ units: 2, name: 'out' }), sum) });
}

beforeAll(() => openBackend(testBackend));

interface Subject {
  readonly model: BuiltModel;
  readonly trainer: Trainer;
  readonly batch: ReturnType<ReturnType<typeof syntheticData>['batch']>;
  readonly plan: ReturnType<typeof measurePlan>;
}

/** Trains the block on one batch and frees it afterwards. */
async function trained<T>(
  use: (subject: Subject) => Promise<T>,
  more: Partial<TrainingSetup> = {},
): Promise<T> {
  const model = buildSeeded(residual, 1);
  const setup = { ...chooseTraining(describeBuilt(model), { optimizer: 'adam' }), ...more };
  const trainer = startTrainer(model, 1, setup);
  try {
    const plan = measurePlan(model, findSkips(model.graph), thresholdsWith({}));
    const data = { batchSize: 4, seed: 1, losses: setup.losses };
    return await use({ model, trainer, batch: syntheticData(model, data).batch(0), plan });
  } finally {
    trainer.dispose();
    model.dispose();
  }
}

const valuesOf = ({ weights }: BuiltModel) => weights.map(({ variable }) => variable.dataSync());

describe('the loss without an update', () => {
  it('is the one that the next step finds, however often it is asked for', async () => {
    await trained(async ({ trainer, batch, plan }) => {
      for (let step = 0; step < 3; step++) {
        const before = [await trainer.lossAt(batch), await trainer.lossAt(batch)];
        const { loss } = await trainer.step(batch, plan);
        expect(before).toEqual([loss, loss]);
      }
    });
  });

  it('changes no step that comes after it', async () => {
    const losses = (asks: number) =>
      trained(async ({ trainer, batch, plan }) => {
        const found: number[] = [];
        for (let step = 0; step < 3; step++) {
          for (let ask = 0; ask < asks; ask++) await trainer.lossAt(batch, new Map([[0, moved]]));
          found.push((await trainer.step(batch, plan)).loss);
        }
        return found;
      });
    const moved = new Float32Array(30).fill(0.1);
    expect(await losses(2)).toEqual(await losses(0));
  });

  it('leaves weights, moving statistics and memory as they were', async () => {
    await trained(async ({ model, trainer, batch }) => {
      const before = valuesOf(model);
      const { numTensors, numBytes } = tf.memory();
      await trainer.lossAt(batch, new Map([[0, new Float32Array(30).fill(3)]]));
      expect(valuesOf(model)).toEqual(before);
      expect(tf.memory()).toMatchObject({ numTensors, numBytes });
    });
  });

  it('follows the gradient where the weights are moved along it', async () => {
    await trained(async ({ model, trainer, batch }) => {
      const at = model.weights.findIndex(({ layer, name }) => layer === 'out' && name === 'bias');
      const offset = (by: number): WeightOffset => new Map([[at, Float32Array.of(by, 0)]]);
      const slope =
        ((await trainer.lossAt(batch, offset(0.01))) -
          (await trainer.lossAt(batch, offset(-0.01)))) /
        0.02;
      const curved = (await trainer.lossAt(batch, offset(1))) - (await trainer.lossAt(batch));
      // A mean squared error over two outputs is a parabola: L(b + h) = L(b) + L′h + h² / 2.
      expect(curved).toBeCloseTo(slope + 0.5, 2);
    });
  });

  it('refuses an offset of another size and leaves the weights alone', async () => {
    await trained(async ({ model, trainer, batch }) => {
      const before = valuesOf(model);
      const wrong = new Map([
        [0, new Float32Array(30).fill(1)],
        [1, new Float32Array(2)],
      ]);
      await expect(trainer.lossAt(batch, wrong)).rejects.toThrow('has 6 entries, not 2');
      expect(valuesOf(model)).toEqual(before);
    });
  });

  it('goes without ablated edges as a step does', async () => {
    const edges = new Set([edgeKey({ to: layerId('sum'), slot: 0 })]);
    const ablation = { edges, idle: new Set<never>() };
    const [whole, without] = [
      await trained(({ trainer, batch }) => trainer.lossAt(batch)),
      await trained(
        async ({ trainer, batch, plan }) => {
          const loss = await trainer.lossAt(batch);
          const readings = await trainer.step(batch, plan);
          expect(readings.loss).toBe(loss);
          expect([...readings.edges.keys()]).not.toContain('sum:0');
          expect([...readings.edges.keys()]).toContain('sum:1');
          return loss;
        },
        { ablation },
      ),
    ];
    expect(without).not.toBe(whole);
  });
});

describe('a trainer', () => {
  it('restores weights and Math.random and frees its memory, also where it does not start', async () => {
    const model = buildSeeded(residual, 1);
    const before = valuesOf(model);
    const random = Math.random;
    const { numTensors } = tf.memory();
    const setup = chooseTraining(describeBuilt(model), {});
    const trainer = startTrainer(model, 1, setup);
    expect(Math.random).not.toBe(random);
    const data = { batchSize: 4, seed: 1, losses: setup.losses };
    const plan = measurePlan(model, findSkips(model.graph), thresholdsWith({}));
    await trainer.step(syntheticData(model, data).batch(0), plan);
    expect(valuesOf(model)).not.toEqual(before);
    trainer.dispose();
    expect(valuesOf(model)).toEqual(before);

    const unknown = { ...setup, losses: [{ ...setup.losses[0]!, name: 'none' }] };
    expect(() => startTrainer(model, 1, unknown)).toThrow('invalid-argument');
    expect(Math.random).toBe(random);
    expect(tf.memory().numTensors).toBe(numTensors);
    model.dispose();
  });
});

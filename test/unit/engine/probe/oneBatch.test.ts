import { describe, expect, it } from 'vitest';
import type { BatchData, TensorData, Trainer } from '../../../../src/engine/model/trainer';
import { oneBatchProbe } from '../../../../src/engine/probe/oneBatch';
import { layerId } from '../../../../src/shared/network/network';

const tensor = (shape: number[], values: readonly number[]): TensorData => ({
  ...{ shape, dtype: 'float32', values: Float32Array.from(values) },
});
const inputs = tensor([4, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
const out = layerId('out');

interface Case {
  readonly losses: (step: number) => number;
  readonly targets?: TensorData;
  readonly loss?: string;
  readonly form?: 'oneHot' | 'labels' | 'values' | 'binary';
  readonly weights?: number;
  readonly inputs?: TensorData;
  readonly penalty?: number;
}

/** The training of a trainer with these losses, in which a step takes 10 ms of 1 s. */
async function trained(asked: Case) {
  const { losses, targets = tensor([4, 1], [1, 3, 1, 3]), loss = 'meanSquaredError' } = asked;
  const batch: BatchData = { inputs: [asked.inputs ?? inputs], target: () => targets };
  let step = 0;
  const trainer = {
    train: (given: BatchData) => {
      given.target(0, targets.shape);
      return Promise.resolve(losses(step++));
    },
  } as unknown as Trainer;
  const spec = { layer: out, shape: [null, 1], dtype: 'float32' as const };
  const { oneBatch } = await oneBatchProbe(trainer, batch, {
    model: {
      outputs: [{ ...spec, activation: 'linear' }],
      weights: [{ layer: out, name: 'kernel', size: asked.weights ?? 50, trainable: true }],
    },
    setup: {
      losses: [{ name: loss, form: asked.form ?? 'values', isCompiled: true }],
      optimizer: { name: 'sgd', origin: 'model' },
    },
    ...{ seconds: 1, penalty: asked.penalty ?? 0, now: () => step * 10 },
  });
  return oneBatch;
}

describe('a training on one batch', () => {
  it('stops once the batch is fitted', async () => {
    const found = await trained({ losses: (step) => 2 * 0.5 ** step });
    expect(found).toMatchObject({ steps: 7, start: 2, constant: 1, cannotFit: false });
    expect(found?.lowest).toBeLessThan(0.05);
  });

  it('goes on until its time is over, and tells whether the loss still falls', async () => {
    expect(await trained({ losses: () => 1 })).toMatchObject({
      ...{ steps: 100, milliseconds: 1000, lowest: 1, hasSettled: true },
    });
    const falling = await trained({ losses: (step) => 1 - step / 200 });
    expect(falling).toMatchObject({ steps: 100, hasSettled: false });
  });

  it('ends at a loss that is not finite, and takes penalties out', async () => {
    const found = await trained({ losses: (step) => (step === 3 ? NaN : 5), penalty: 4 });
    expect(found).toMatchObject({ steps: 4, start: 1 });
    expect(found).not.toHaveProperty('lowest');
  });

  it.each([
    ['categoricalCrossentropy', 'oneHot', tensor([4, 2], [1, 0, 1, 0, 0, 1, 0, 1]), Math.LN2],
    ['cross_entropy', 'labels', tensor([4], [0, 0, 0, 0]), 0],
    ['sparseCategoricalCrossentropy', 'labels', tensor([4, 1], [0, 1, 2, 3]), Math.log(4)],
    ['binaryCrossentropy', 'binary', tensor([4, 1], [0, 1, 0, 1]), Math.LN2],
    ['mse_loss', 'values', tensor([4, 2], [1, 5, 3, 5, 1, 5, 3, 5]), 0.5],
  ] as const)('knows the best constant answer for %s', async (loss, form, targets, constant) => {
    const found = await trained({ losses: () => 1, loss, form, targets, weights: 500 });
    expect(found?.constant).toBeCloseTo(constant, 6);
  });

  it('knows none for a loss of the user’s own', async () => {
    const found = await trained({ losses: () => 1, loss: 'theirs' });
    expect(found).not.toHaveProperty('constant');
  });

  it('asks no fit of fewer weights than targets, nor of samples that are alike', async () => {
    expect(await trained({ losses: () => 1, weights: 3 })).toMatchObject({ cannotFit: true });
    const alike = tensor([4, 2], [1, 2, 1, 2, 5, 6, 7, 8]);
    expect(await trained({ losses: () => 1, inputs: alike })).toMatchObject({ cannotFit: true });
  });
});

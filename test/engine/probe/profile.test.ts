import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSkips } from '../../../src/analysis/skips/findSkips';
import { syntheticData } from '../../../src/engine/data/synthetic';
import { chooseTraining } from '../../../src/engine/probe/trainingSetup';
import { runProfile } from '../../../src/engine/profile/runProfile';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { standardProbe } from '../../../src/shared/protocol/inspectRequest';
import { standardProfile } from '../../../src/shared/protocol/profileRequest';
import { testBackend } from '../../support/testBackend';
import { openSeeded } from './probing';

beforeAll(() => openBackend(testBackend));

const conv = (options = {}) =>
  tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same', ...options });

/** Convolution, batch norm and rectifier, an addition, a concatenation, pools: what residual networks are made of. */
function small(): tf.LayersModel {
  const x = tf.input({ shape: [16, 16, 4] });
  const norm = tf.layers.batchNormalization();
  const stem = tf.layers.reLU().apply(norm.apply(conv({ useBias: false }).apply(x)));
  const body = conv({ activation: 'relu' }).apply(stem);
  const sum = tf.layers.add().apply([stem, body] as tf.SymbolicTensor[]);
  const both = tf.layers.concatenate().apply([sum, stem] as tf.SymbolicTensor[]);
  const pooled = tf.layers.maxPooling2d({ poolSize: 2 }).apply(both);
  const flat = tf.layers.globalAveragePooling2d({}).apply(conv().apply(pooled));
  const y = tf.layers.dense({ units: 10, activation: 'softmax' }).apply(flat);
  return tf.model({ inputs: x, outputs: y as tf.SymbolicTensor });
}

async function profileOf(make: () => tf.LayersModel, optimizer?: string) {
  const model = await openSeeded(make, 1);
  try {
    return await runProfile({
      ...{ model, skips: findSkips(model.description.graph) },
      settings: { ...standardProfile, steps: 2, batchSize: 8 },
      options: { ...standardProbe, ...(optimizer && { optimizer }) },
      callFunction: () => Promise.reject(new Error('there are no functions here')),
      onStep: () => undefined,
    });
  } finally {
    model.dispose();
  }
}

describe('a profile of a small residual network', () => {
  let found: Awaited<ReturnType<typeof profileOf>>;
  beforeAll(async () => (found = await profileOf(small)));

  it('has a time for every layer, and all of them in the step', () => {
    const { layers, step } = found.profile;
    const timed = layers.filter(({ time }) => time !== undefined);
    expect(timed).toHaveLength(layers.length);
    expect(timed.filter(({ time }) => time!.backward.median > 0).length).toBeGreaterThan(4);
    expect(step!.covered).toBeGreaterThan(0);
    expect(step).toMatchObject({ steps: 2, warmup: 1 });
  });

  it('has a measured peak beside the estimate, above all that lives through a step', () => {
    const { parts, measured } = found.profile.memory!;
    expect(measured!.by).toBe('tensors');
    expect(measured!.bytes).toBeGreaterThan(parts.weights + parts.gradients + parts.batch);
  });

  it('predicts the measured peak of another batch', () => {
    const { batches, memory } = found.profile;
    expect(batches!.points.map(({ batchSize }) => batchSize)).toEqual([1, 2, 8]);
    const { fixed, perSample, from } = batches!.memory!;
    expect(from).toBe('measured');
    expect((fixed + 8 * perSample) / memory!.measured!.bytes).toBeCloseTo(1, 1);
  });
});

it.each([
  ['sgd', 0],
  ['momentum', 1],
  ['adam', 2],
])('counts what %s keeps from step to step', async (optimizer, copies) => {
  const { profile } = await profileOf(small, optimizer);
  const bytes = 4 * profile.totals.parameters.trainable;
  const kept = profile.memory!.parts.optimizer;
  expect(kept).toBeGreaterThanOrEqual(copies * bytes);
  // Scalars of the optimizer, such as the powers of its decays.
  expect(kept).toBeLessThan(copies * bytes + 64);
});

describe('a timed step', () => {
  const trained = async (layers: boolean): Promise<number> => {
    const model = await openSeeded(small, 1);
    const setup = chooseTraining(model.description, { optimizer: 'adam' });
    const { losses } = setup;
    const data = syntheticData(model.description, { batchSize: 4, seed: 1, losses });
    const trainer = await model.start(1, setup);
    await trainer.timedStep!(data.batch(0), { layers, memory: layers });
    await trainer.timedStep!(data.batch(1), { layers });
    const loss = await trainer.lossAt(data.batch(2));
    trainer.dispose();
    model.dispose();
    return loss;
  };

  it('trains the same with taps and without', async () => {
    expect(await trained(true)).toBe(await trained(false));
  });

  it('frees all tensors', async () => {
    await trained(true);
    const before = tf.memory().numTensors;
    await trained(true);
    expect(tf.memory().numTensors).toBe(before);
  });
});

afterAll(() => tf.disposeVariables());

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { StepReadings } from '../../../src/engine/model/stepReadings';
import { syntheticData } from '../../../src/engine/data/synthetic';
import type { OpenedModel } from '../../../src/engine/model/openedModel';
import { measurePlan } from '../../../src/engine/probe/plan/measurePlan';
import { chooseTraining } from '../../../src/engine/probe/trainingSetup';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { openBuilt } from '../../../src/engine/tfjs/openedModel';
import { toFailureInfo } from '../../../src/shared/base/failures';
import { thresholdsWith } from '../../../src/shared/report/thresholds';
import { explainFailure } from '../../../src/shared/words/failures';
import { noSkips } from '../../support/noSkips';
import { testBackend } from '../../support/testBackend';
import { buildSeeded, openSeeded } from '../probe/probing';

const L = tf.layers;
const network = (): tf.LayersModel =>
  tf.sequential({ layers: [L.dense({ units: 3, inputShape: [4] }), L.batchNormalization()] });

/** One step of a seed. */
async function stepOf(model: OpenedModel, seed: number): Promise<StepReadings> {
  const { description } = model;
  const setup = chooseTraining(description, {});
  const trainer = await model.start(seed, setup);
  try {
    const data = syntheticData(description, { batchSize: 4, seed, losses: setup.losses });
    const plan = measurePlan(description, noSkips, thresholdsWith({}));
    return await trainer.step(data.batch(0), plan);
  } finally {
    trainer.dispose();
  }
}

beforeAll(() => openBackend(testBackend));

describe('an opened model', () => {
  it('is described by plain data', async () => {
    const compiled = (): tf.LayersModel => {
      const model = network();
      model.compile({ optimizer: tf.train.adam(0.05), loss: 'hinge' });
      return model;
    };
    const { description } = await openSeeded(compiled, 1);
    expect(description.compiled).toEqual({
      ...{ losses: ['hinge'], optimizer: { name: 'adam', learningRate: 0.05 } },
    });
    expect(description.weights.map(({ name, size, trainable }) => [name, size, trainable])).toEqual(
      [
        ['kernel', 12, true],
        ['bias', 3, true],
        ['gamma', 3, true],
        ['beta', 3, true],
        ['moving_mean', 3, false],
        ['moving_variance', 3, false],
      ],
    );
    const copied: unknown = structuredClone(description);
    expect(copied).toEqual(description);
  });

  it('is built once for its first seed, and anew for each other', async () => {
    const built: number[] = [];
    const model = await openBuilt((seed) => {
      built.push(seed);
      return Promise.resolve(buildSeeded(network, seed));
    }, 5);
    const [first, again] = [await stepOf(model, 5), await stepOf(model, 5)];
    expect(again).toEqual(first);
    expect(built).toEqual([5]);
    const other = await stepOf(model, 6);
    expect(other.loss).not.toBe(first.loss);
    expect(built).toEqual([5, 6]);
  });

  it('gives the layers of every seed the ids of its description', async () => {
    const model = await openSeeded(network, 1);
    const ids = model.description.graph.layers.map(({ id }) => id);
    const { activations } = await stepOf(model, 2);
    expect([...activations.keys()]).toEqual(ids);
  });

  it('frees what it built', async () => {
    const { numTensors, numBytes } = tf.memory();
    const model = await openSeeded(network, 1);
    const opened = tf.memory();
    await stepOf(model, 1);
    await stepOf(model, 2);
    expect(tf.memory()).toMatchObject({
      ...{ numTensors: opened.numTensors, numBytes: opened.numBytes },
    });
    model.dispose();
    expect(tf.memory()).toMatchObject({ numTensors, numBytes });
  });

  it('refuses layers that differ from one seed to the next, and frees them', async () => {
    const model = await openBuilt((seed) => {
      const layers = [
        L.dense({ units: 3, inputShape: [4] }),
        ...(seed > 1 ? [L.activation({ activation: 'relu' })] : []),
      ];
      return Promise.resolve(buildSeeded(() => tf.sequential({ layers }), seed));
    }, 1);
    const { numTensors } = tf.memory();
    const failure = toFailureInfo(await stepOf(model, 2).catch((error: unknown) => error));
    expect(failure.code).toBe('unbuildable');
    expect(explainFailure(failure)).toBe(
      'The model cannot be built: its layers differ from one seed to the next.',
    );
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import type { OwnThresholds } from '../../../src/shared/report/thresholds';
import { layerOf, probeOf } from './probing';
import { gapsInWords } from '../../support/gaps';
import { testBackend } from '../../support/testBackend';

const L = tf.layers;
const constant = (value: number) => tf.initializers.constant({ value });
type Activation = 'relu' | 'tanh' | 'sigmoid' | 'linear';

/** One layer with given weights before a linear unit. */
const oneLayer = (activation: Activation, kernel: number, bias: number) => (): tf.LayersModel =>
  tf.sequential({
    layers: [
      L.dense({
        units: 4,
        activation,
        inputShape: [3],
        name: 'layer',
        kernelInitializer: constant(kernel),
        biasInitializer: constant(bias),
      }),
      L.dense({ units: 1, name: 'out', kernelInitializer: constant(0.1) }),
    ],
  });

beforeAll(() => openBackend(testBackend));

describe('the units of a layer', () => {
  const activation = async (...given: Parameters<typeof oneLayer>) =>
    layerOf((await probeOf(oneLayer(...given), { batchSize: 16 })).probe, 'layer').activation!;

  it('are dead where a rectifier lets nothing through', async () => {
    expect(await activation('relu', 0.1, -50)).toMatchObject({ mean: 0, std: 0, deadShare: 1 });
    expect((await activation('relu', 0.1, 50)).deadShare).toBe(0);
  });

  it('are saturated where the curve is flat', async () => {
    expect((await activation('tanh', 0.1, 20)).saturatedShare).toBe(1);
    expect((await activation('tanh', 0.1, 0)).saturatedShare).toBe(0);
    expect((await activation('sigmoid', 0.1, -20)).saturatedShare).toBe(1);
    expect((await activation('sigmoid', 0.1, 2)).saturatedShare).toBe(0);
  });

  it('are dead or saturated by the limits that the user set', async () => {
    const share = async (make: () => tf.LayersModel, own: OwnThresholds) =>
      layerOf((await probeOf(make, { batchSize: 64 }, own)).probe, 'layer').activation!;
    // Inputs on both sides of zero: every unit is off for some of them.
    const half = oneLayer('relu', 1, 0);
    expect((await share(half, {})).deadShare).toBe(0);
    expect((await share(half, { deadInputs: 0.05 })).deadShare).toBe(1);
    const steep = oneLayer('sigmoid', 0, -5);
    expect((await share(steep, {})).saturatedShare).toBe(0);
    expect((await share(steep, { flatSlope: 0.01 })).saturatedShare).toBe(1);
  });

  it('are neither where the layer has no such activation', async () => {
    const found = await activation('linear', 0, 3);
    expect(found).not.toHaveProperty('deadShare');
    expect(found).not.toHaveProperty('saturatedShare');
    expect(found).toMatchObject({ mean: 3, std: 0, nonFinite: 0 });
  });
});

describe('an update', () => {
  it('is what the optimizer did, not what the gradient says', async () => {
    const sgd = await probeOf(oneLayer('linear', 0.5, 1), { optimizer: 'sgd', learningRate: 0.1 });
    const kernel = layerOf(sgd.probe, 'layer').weights[0]!;
    const norm = 0.5 * Math.sqrt(12);
    expect(kernel.updateRatio).toBeCloseTo((0.1 * kernel.gradient!.l2!) / norm, 5);
    // Adam's first step is the learning rate for every entry, whatever the gradient.
    const adam = await probeOf(oneLayer('linear', 0.5, 1), { optimizer: 'adam' });
    const { updateRatio } = layerOf(adam.probe, 'layer').weights[0]!;
    expect(updateRatio).toBeCloseTo((0.001 * Math.sqrt(12)) / norm, 5);
    expect(adam.probe).toMatchObject({
      optimizer: 'adam',
      learningRate: 0.001,
      optimizerOrigin: 'user',
    });
  });

  it('is lost where float32 cannot hold so small a change', async () => {
    const { probe } = await probeOf(oneLayer('linear', 1, 1), { learningRate: 1e-12 });
    expect(layerOf(probe, 'layer').weights[0]).toMatchObject({ lostUpdates: 1, updateRatio: 0 });
    const kept = await probeOf(oneLayer('linear', 1, 1), { learningRate: 0.1 });
    expect(layerOf(kept.probe, 'layer').weights[0]!.lostUpdates).toBe(0);
  });

  it('has no ratio where the weight is zero, and is not lost where there is no gradient', async () => {
    const { probe } = await probeOf(oneLayer('relu', 1, -50));
    const [kernel, bias] = layerOf(probe, 'layer').weights;
    expect(kernel).toMatchObject({ updateRatio: 0, lostUpdates: 0 });
    expect(kernel!.gradient).toMatchObject({ l2: 0, zeroShare: 1 });
    expect(bias!.updateRatio).toBe(0);
    expect(layerOf(probe, 'out').weights[1]).not.toHaveProperty('updateRatio');
  });
});

describe('numbers that float32 cannot square', () => {
  it('are measured all the same', async () => {
    // Twelve layers that divide by a thousand each: ∂L/∂x at the input is around 1e-36.
    const shrinking = (): tf.LayersModel =>
      tf.sequential({
        layers: Array.from({ length: 12 }, (_, i) =>
          L.dense({
            units: 1,
            name: `d${i}`,
            kernelInitializer: constant(1e-3),
            biasInitializer: constant(1),
            ...(i === 0 && { inputShape: [1] }),
          }),
        ),
      });
    const { probe, notMeasured } = await probeOf(shrinking);
    const { rms } = layerOf(probe, 'd0').activationGradient!;
    expect(rms).toBeGreaterThan(1e-36);
    expect(rms).toBeLessThan(1e-31);
    expect(layerOf(probe, 'd5').gain).toBeCloseTo(1e-3, 8);
    expect(notMeasured).toEqual([]);
  });

  it('are counted and left out where they are not finite', async () => {
    const { probe, notMeasured } = await probeOf(oneLayer('linear', NaN, 0), { steps: 2 });
    const { weights, activation, activationGradient } = layerOf(probe, 'layer');
    expect(weights[0]!.gradient).toMatchObject({ nan: 12, inf: 0, zeroShare: 0 });
    expect(weights[0]!.gradient).not.toHaveProperty('l2');
    expect(activation).toEqual({ nonFinite: 16 });
    expect(activationGradient).toEqual({});
    expect(probe.loss.values).toEqual([[null, null]]);
    expect(gapsInWords(notMeasured)).toContainEqual({
      quantity: 'gradient of kernel',
      layer: 'layer',
      reason: 'the gradient is not finite',
    });
    expect(JSON.parse(JSON.stringify(probe))).toEqual(probe);
  });
});

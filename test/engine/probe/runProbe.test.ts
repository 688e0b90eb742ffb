import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { resnet20 } from '../../../examples/resnet20';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { runProbe } from '../../../src/engine/probe/runProbe';
import type { Probe } from '../../../src/shared/report/probe';
import { explainFailure } from '../../../src/shared/words/failures';
import { toFailureInfo } from '../../../src/shared/base/failures';
import { buildSeeded, layerOf, oneStep, probeOf, runOf } from './probing';
import { openBuilt } from '../../../src/engine/tfjs/openedModel';
import { testBackend } from '../../support/testBackend';

const L = tf.layers;
type Symbolic = tf.SymbolicTensor;
const apply = (layer: tf.layers.Layer, x: Symbolic | Symbolic[]): Symbolic =>
  layer.apply(x) as Symbolic;

/** Two dense layers; the first is a rectifier. */
const mlp = (): tf.LayersModel =>
  tf.sequential({
    layers: [
      L.dense({ units: 8, activation: 'relu', inputShape: [5], name: 'hidden' }),
      L.dense({ units: 3, activation: 'softmax', name: 'out' }),
    ],
  });

/** A residual block around batch norm. */
function residual(): tf.LayersModel {
  const input = tf.input({ shape: [6, 6, 2], name: 'in' });
  const stem = apply(L.conv2d({ filters: 4, kernelSize: 3, padding: 'same', name: 'stem' }), input);
  const conv = apply(L.conv2d({ filters: 4, kernelSize: 3, padding: 'same', name: 'conv' }), stem);
  const body = apply(L.batchNormalization({ name: 'bn' }), conv);
  const sum = apply(L.add({ name: 'sum' }), [stem, body]);
  const flat = apply(L.flatten({ name: 'flat' }), sum);
  const out = apply(L.dense({ units: 1, name: 'out' }), flat);
  return tf.model({ inputs: input, outputs: out });
}

/** All but how long it took. */
const withoutTimes = (probe: Probe) => ({ ...probe, milliseconds: 0 });
const valuesOf = (variable: tf.Variable): number[] => [...variable.dataSync()];

beforeAll(() => openBackend(testBackend));

describe('a probe', () => {
  it('is the same for the same seed, and another for another', async () => {
    const model = (): tf.LayersModel =>
      tf.sequential({
        layers: [
          L.dense({ units: 8, inputShape: [5], name: 'hidden' }),
          L.dropout({ rate: 0.5, name: 'drop' }),
          L.dense({ units: 3, activation: 'softmax', name: 'out' }),
        ],
      });
    const probe = async (seed: number) =>
      withoutTimes((await probeOf(model, { steps: 2, seeds: 2, seed })).probe);
    const first = await probe(1);
    expect(await probe(1)).toEqual(first);
    expect((await probe(2)).loss).not.toEqual(first.loss);
  });

  it('measures every layer and edge of a network once, and says nothing is missing', async () => {
    const { probe, notMeasured } = await probeOf(residual);
    expect(probe.layers.map(({ layer }) => layer)).toEqual([
      'in',
      'stem',
      'conv',
      'bn',
      'sum',
      'flat',
      'out',
    ]);
    expect(probe.edges).toHaveLength(7);
    expect(probe.edges.every(({ l2, rms }) => l2! > 0 && rms! > 0)).toBe(true);
    expect(notMeasured).toEqual([]);
  });

  it('gives an RMS per entry of the very tensor, also where a layer takes and gives unlike many', async () => {
    const { probe } = await probeOf(residual);
    const perSample = { in: 72, stem: 144, conv: 144, bn: 144, sum: 144, flat: 144, out: 1 };
    const entriesOf = (layer: string): number =>
      oneStep.batchSize * perSample[layer as keyof typeof perSample];
    for (const { from, l2, rms } of probe.edges)
      expect(rms, from).toBeCloseTo(l2! / Math.sqrt(entriesOf(from)), 12);
    for (const { layer, activationGradient } of probe.layers.slice(0, -1)) {
      const { l2, rms } = activationGradient!;
      expect(rms, layer).toBeCloseTo(l2! / Math.sqrt(entriesOf(layer)), 12);
    }
    const { gain, activationGradient: before } = layerOf(probe, 'conv');
    expect(gain).toBeCloseTo(probe.edges.find(({ to }) => to === 'conv')!.rms! / before!.rms!, 10);
    const stem = probe.edges.find(({ to }) => to === 'stem')!;
    expect(layerOf(probe, 'stem').gain).toBeCloseTo(
      stem.l2! / Math.sqrt(4 * 72) / layerOf(probe, 'stem').activationGradient!.rms!,
      10,
    );
  });

  it('shows the last step of the first seed, beside the spread and the history of all', async () => {
    const { probe } = await probeOf(mlp, { steps: 3, seeds: 3 });
    const { activationGradient, history, weights } = layerOf(probe, 'hidden');
    const gradients = history.activationGradient!;
    expect(gradients.map((steps) => steps.length)).toEqual([3, 3, 3]);
    expect(activationGradient!.rms).toBe(gradients[0]![2]);
    const last = gradients.map((steps) => steps[2]!).sort((a, b) => a - b);
    expect(activationGradient!.spread!.rms).toEqual({
      min: last[0],
      median: last[1],
      max: last[2],
    });
    expect(history.weightGradient!.flat().every((value) => value! > 0)).toBe(true);
    expect(weights.map(({ name, size }) => [name, size])).toEqual([
      ['kernel', 40],
      ['bias', 8],
    ]);
    expect(weights[0]!.gradient!.spread!.l2!.median).toBeGreaterThan(0);
    expect(probe.loss.values.flat().every(Number.isFinite)).toBe(true);
    expect(probe.milliseconds.steps).toHaveLength(3);
  });

  it('takes real steps: their numbers change from one to the next', async () => {
    const { probe } = await probeOf(mlp, { steps: 3, seeds: 2, learningRate: 0.05 });
    const [first, second] = layerOf(probe, 'out').history.weightGradient!;
    expect(new Set([...first!, ...second!]).size).toBe(6);
    expect(JSON.stringify(probe)).not.toMatch(/"nonFinite":\[/);
  });

  it('counts what is not finite once a training diverges', async () => {
    const { probe } = await probeOf(residual, { steps: 3, seeds: 2, learningRate: 1e30 });
    const counts = layerOf(probe, 'out').history.nonFinite;
    expect(counts).toHaveLength(2);
    expect(counts![0]![0]).toBe(0);
    expect(counts![0]!.at(-1)).toBeGreaterThan(0);
  });

  it('leaves weights, moving statistics, Math.random and memory as they were', async () => {
    const first = buildSeeded(residual, 1);
    const model = await openBuilt(
      (seed) => Promise.resolve(seed === 1 ? first : buildSeeded(residual, seed)),
      1,
    );
    const before = first.weights.map(({ variable }) => valuesOf(variable));
    const { numTensors, numBytes } = tf.memory();
    const random = Math.random;
    const inUse: number[] = [];
    await runProbe({
      ...runOf(model, { ...oneStep, steps: 3, seeds: 2 }),
      onStep: () => inUse.push(tf.memory().numTensors),
    });
    expect(first.weights.map(({ variable }) => valuesOf(variable))).toEqual(before);
    expect(tf.memory()).toMatchObject({ numTensors, numBytes });
    expect(Math.random).toBe(random);
    expect(new Set(inUse.slice(0, 3)).size, 'tensors in use after each step').toBe(1);
  });

  it('ends with one sentence where the user’s loss refuses, and with Math.random restored', async () => {
    const random = Math.random;
    const failing = (): tf.LayersModel => {
      const model = mlp();
      const refusing = (): tf.Tensor => {
        throw new Error('not like this');
      };
      model.compile({ optimizer: 'sgd', loss: refusing });
      return model;
    };
    const failure = toFailureInfo(await probeOf(failing).catch((error: unknown) => error));
    expect(failure.code).toBe('unusable-data');
    expect(explainFailure(failure)).toBe(
      'The probe cannot use this data: the loss refusing refuses targets of shape [4, 3] and predictions of shape [4, 3]: not like this.',
    );
    expect(Math.random).toBe(random);
  });

  it('learns from its own data: the loss of a small network falls', async () => {
    const { probe } = await probeOf(mlp, { steps: 60, batchSize: 32, learningRate: 0.3 });
    const [losses] = probe.loss.values as number[][];
    const mean = (part: number[]): number => part.reduce((a, b) => a + b, 0) / part.length;
    expect(mean(losses!.slice(-10))).toBeLessThan(0.8 * mean(losses!.slice(0, 10)));
  });

  it('tells what each layer multiplies the gradient by, and how it divides at a fork', async () => {
    const { probe } = await probeOf(residual);
    const edge = (to: string, slot = 0) =>
      probe.edges.find((each) => each.to === to && each.slot === slot)!;
    const bn = layerOf(probe, 'bn');
    expect(bn.gain).toBeCloseTo(edge('bn').rms! / bn.activationGradient!.rms!, 10);
    const [fork] = probe.forks;
    expect(fork!.shortcutL2).toBeCloseTo(edge('sum', 0).l2!, 8);
    expect(fork!.bodyL2).toBeCloseTo(edge('conv').l2!, 8);
    const total = layerOf(probe, 'stem').activationGradient!.l2!;
    const both =
      fork!.shortcutL2 ** 2 +
      fork!.bodyL2 ** 2 +
      2 * fork!.cosine! * fork!.shortcutL2 * fork!.bodyL2;
    expect(Math.sqrt(both)).toBeCloseTo(total, 6);
  });
});

describe('ResNet-20', () => {
  it('is measured whole, with a fork for every skip', async () => {
    const { probe, notMeasured } = await probeOf(() => resnet20(), { batchSize: 2 });
    expect(notMeasured).toEqual([]);
    expect(probe.forks).toHaveLength(9);
    // Every entry of a gradient is in a bin, is zero, or is not finite.
    for (const { size, gradient } of probe.layers.flatMap(({ weights }) => weights)) {
      const { histogram, zeroShare, nan, inf, maxAbs } = gradient!;
      const counted = histogram!.counts.reduce((sum, count) => sum + count, 0);
      expect(counted + Math.round(zeroShare * size) + nan + inf).toBe(size);
      const top = 2 ** (histogram!.exponent + histogram!.counts.length);
      expect(maxAbs! < top && maxAbs! >= top / 2).toBe(true);
    }
    expect(probe.forks.every(({ shortcutShare }) => shortcutShare > 0 && shortcutShare < 1)).toBe(
      true,
    );
  });
});

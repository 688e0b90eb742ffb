import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import type { History, Probe } from '../../../src/shared/report/probe';
import { layerOf, probeOf } from './probing';

const L = tf.layers;
type Symbolic = tf.SymbolicTensor;
const apply = (layer: tf.layers.Layer, x: Symbolic | Symbolic[]): Symbolic =>
  layer.apply(x) as Symbolic;

/** A residual block with a rectifier and a sigmoid. */
function residual(): tf.LayersModel {
  const input = tf.input({ shape: [6], name: 'in' });
  const stem = apply(L.dense({ units: 4, activation: 'relu', name: 'stem' }), input);
  const body = apply(L.dense({ units: 4, activation: 'sigmoid', name: 'body' }), stem);
  const sum = apply(L.add({ name: 'sum' }), [stem, body]);
  return tf.model({ inputs: input, outputs: apply(L.dense({ units: 1, name: 'out' }), sum) });
}

const [seeds, steps] = [2, 3];

beforeAll(() => openBackend('wasm'));

/** A history of this run, whose last step of the first seed is the number that the report shows. */
function expectHistory(history: History | undefined, shown: number | undefined): void {
  expect(history).toHaveLength(seeds);
  for (const values of history!) expect(values).toHaveLength(steps);
  expect(shown).toBeTypeOf('number');
  expect(history![0]!.at(-1)).toBe(shown);
}

describe('every quantity is kept for each seed and step', () => {
  let probe: Probe;
  beforeAll(async () => {
    ({ probe } = await probeOf(residual, { steps, seeds, optimizer: 'sgd', learningRate: 0.05 }));
  });

  it('of a layer: activation, gradients, gain, units', () => {
    const { activation, activationGradient, gain, history } = layerOf(probe, 'stem');
    expectHistory(history.mean, activation!.mean);
    expectHistory(history.std, activation!.std);
    expectHistory(history.deadShare, activation!.deadShare);
    expectHistory(history.activationGradient, activationGradient!.rms);
    expectHistory(history.gain, gain);
    const body = layerOf(probe, 'body');
    expectHistory(body.history.saturatedShare, body.activation!.saturatedShare);
    expect(Object.keys(history)).not.toContain('saturatedShare');
  });

  it('of a weight: gradient, update ratio, lost updates', () => {
    for (const { gradient, history, updateRatio, lostUpdates } of layerOf(probe, 'body').weights) {
      expectHistory(history?.gradient, gradient!.rms);
      expectHistory(history?.lostUpdates, lostUpdates);
      if (updateRatio !== undefined) expectHistory(history?.updateRatio, updateRatio);
    }
  });

  it('of an edge and of a fork', () => {
    expect(probe.edges).toHaveLength(5);
    for (const { rms, history } of probe.edges) expectHistory(history, rms);
    const [fork] = probe.forks;
    expectHistory(fork?.history?.shortcutShare, fork?.shortcutShare);
    expectHistory(fork?.history?.cosine, fork?.cosine);
  });

  it('changes from step to step, since each step is a real one', () => {
    const [first, second] = layerOf(probe, 'out').history.weightGradient!;
    expect(new Set([...first!, ...second!]).size).toBe(seeds * steps);
  });

  it('counts what is not finite only where it ever was', async () => {
    expect(JSON.stringify(probe)).not.toMatch(/"nonFinite":\[/);
    const diverging = { steps, seeds, optimizer: 'sgd', learningRate: 1e30 };
    const run = await probeOf(residual, diverging);
    const counts = layerOf(run.probe, 'out').history.nonFinite;
    expect(counts).toHaveLength(seeds);
    expect(counts![0]![0]).toBe(0);
    expect(counts![0]!.at(-1)).toBeGreaterThan(0);
  });
});

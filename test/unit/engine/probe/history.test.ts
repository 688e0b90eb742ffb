import { beforeAll, describe, expect, it } from 'vitest';
import type { StepReadings } from '../../../../src/engine/model/stepReadings';
import { layerId } from '../../../../src/shared/network/network';
import type { History, Probe } from '../../../../src/shared/report/probe';
import { NetworkBuilder } from '../../../support/networkBuilder';
import { fakeProbe, layerOf } from './probing';

/** A residual block: `dense1` ends with a rectifier, `dense2` with a sigmoid. */
function residual() {
  const n = new NetworkBuilder();
  const stem = n.dense(n.input(6), 4, 'relu');
  return n.graph(n.dense(n.add(stem, n.dense(stem, 4, 'sigmoid')), 1));
}
const nonlinearities = new Map([
  [layerId('dense1'), 'rectifier'],
  [layerId('dense2'), 'sigmoid'],
] as const);

const [seeds, steps] = [2, 3];
const probeOf = (change = (readings: StepReadings) => readings) =>
  fakeProbe(residual(), { options: { seeds, steps }, more: { nonlinearities }, change });

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
    ({ probe } = await probeOf());
  });

  it('of a layer: activation, gradients, gain, units', () => {
    const { activation, activationGradient, gain, history } = layerOf(probe, 'dense1');
    expectHistory(history.mean, activation!.mean);
    expectHistory(history.std, activation!.std);
    expectHistory(history.deadShare, activation!.deadShare);
    expectHistory(history.activationGradient, activationGradient!.rms);
    expectHistory(history.gain, gain);
    const body = layerOf(probe, 'dense2');
    expectHistory(body.history.saturatedShare, body.activation!.saturatedShare);
    expect(Object.keys(history)).not.toContain('saturatedShare');
  });

  it('of a weight: gradient, update ratio, lost updates', () => {
    for (const { gradient, history, updateRatio, lostUpdates } of layerOf(probe, 'dense2')
      .weights) {
      expectHistory(history?.gradient, gradient!.rms);
      expectHistory(history?.lostUpdates, lostUpdates);
      expectHistory(history?.updateRatio, updateRatio);
    }
  });

  it('of an edge and of a fork', () => {
    expect(probe.edges).toHaveLength(5);
    for (const { rms, history } of probe.edges) expectHistory(history, rms);
    const [fork] = probe.forks;
    expectHistory(fork?.history?.shortcutShare, fork?.shortcutShare);
    expectHistory(fork?.history?.cosine, fork?.cosine);
  });

  it('and each step’s own', () => {
    const [first, second] = layerOf(probe, 'dense3').history.weightGradient!;
    expect(new Set([...first!, ...second!]).size).toBe(seeds * steps);
  });

  it('but counts what is not finite only where it ever was', async () => {
    expect(JSON.stringify(probe)).not.toMatch(/"nonFinite":\[/);
    let step = 0;
    const run = await probeOf(({ activations, ...readings }) => ({
      ...readings,
      activations: new Map(
        [...activations].map(([layer, each]) => [
          layer,
          { ...each, nonFinite: step++ > 6 ? 2 : 0 },
        ]),
      ),
    }));
    const counts = layerOf(run.probe, 'dense3').history.nonFinite;
    expect(counts).toEqual([
      [0, 2, 2],
      [2, 2, 2],
    ]);
  });
});

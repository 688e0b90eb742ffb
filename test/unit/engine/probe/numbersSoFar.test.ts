import { describe, expect, it, vi } from 'vitest';
import type { ProbeResult } from '../../../../src/engine/probe/probeReport';
import { weightGradientRms } from '../../../../src/shared/report/selectors';
import { NetworkBuilder } from '../../../support/networkBuilder';
import { fakeProbe, layerOf } from './probing';

function mlp() {
  const n = new NetworkBuilder();
  return n.graph(n.dense(n.relu(n.dense(n.input(5), 8)), 3));
}

describe('a probe that takes a while', () => {
  it('tells the numbers of the first step, and of each seed, while much is to come', async () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 400));
    const told: ProbeResult[] = [];
    const onNumbers = (numbers: ProbeResult) => Promise.resolve(void told.push(numbers));
    const { probe } = await fakeProbe(mlp(), {
      options: { seeds: 3, steps: 3 },
      run: { onNumbers },
    });
    vi.restoreAllMocks();
    expect(told.map((one) => one.probe.loss.values.map(({ length }) => length))).toEqual([
      [1],
      [3],
      [3, 3],
    ]);
    expect(told.map((one) => [one.probe.steps, one.probe.seeds, one.probe.planned])).toEqual([
      [1, 1, { steps: 3, seeds: 3 }],
      [3, 1, { steps: 3, seeds: 3 }],
      [3, 2, { steps: 3, seeds: 3 }],
    ]);
    expect(probe).not.toHaveProperty('planned');
    const first = layerOf(told[0]!.probe, 'dense1').history.weightGradient![0]![0];
    expect(layerOf(probe, 'dense1').history.weightGradient![0]![0]).toBe(first);
    expect(weightGradientRms(layerOf(told[0]!.probe, 'dense1'))).toBe(first);
  });

  it('keeps to itself what is through at once', async () => {
    const told: ProbeResult[] = [];
    const onNumbers = (numbers: ProbeResult) => Promise.resolve(void told.push(numbers));
    await fakeProbe(mlp(), { options: { seeds: 3, steps: 3 }, run: { onNumbers } });
    expect(told).toEqual([]);
  });
});

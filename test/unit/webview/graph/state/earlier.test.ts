import { describe, expect, it } from 'vitest';
import { layerId } from '../../../../../src/shared/network/network';
import type { Report } from '../../../../../src/shared/report/report';
import { layerHeat, stepCount } from '../../../../../webview/graph/state/layerHeat';
import { emptyPanel, reducePanel } from '../../../../../webview/graph/state/panelState';
import { layerKey } from '../../../../../webview/graph/state/treeItems';
import { resnet } from '../../../../support/sampleReports';

const arrive = (...reports: readonly Report[]) =>
  reports.reduce(
    (state, report) => reducePanel(state, { type: 'reportArrived', report }),
    emptyPanel,
  ).subject!;

const heatOf = (subject: ReturnType<typeof arrive>) => {
  const heat = layerHeat(subject, 'weightGradient', stepCount(subject) - 1);
  const item = (id: string) => {
    const layer = subject.tree.layers.get(layerId(id))!;
    return { type: 'layer', key: layerKey(layer.id), layer } as const;
  };
  return {
    heat,
    of: (id: string) => heat.valueOf(item(id)),
    factor: (id: string) => heat.factorOf(item(id)),
  };
};

const before = resnet(1, () => 1e-3);
const { probe, ...unprobed } = before;
const weighted = before.network.layers.find(({ kind }) => kind === 'Conv2D')!.id;

describe('numbers of an earlier probe', () => {
  it('stay, faded, until new ones come', () => {
    const own = heatOf(arrive(before));
    expect(probe).toBeDefined();
    expect(own.heat.faded).toBe(false);
    const kept = heatOf(arrive(before, unprobed));
    expect(kept.heat.faded).toBe(true);
    expect(kept.of(weighted)).toBe(own.of(weighted));
    expect(heatOf(arrive(before, unprobed, before)).heat.faded).toBe(false);
  });

  it('are not those of another model', () => {
    const other = { ...unprobed, model: { ...unprobed.model, name: 'other' } };
    expect(heatOf(arrive(before, other)).of(weighted)).toBeUndefined();
  });

  it('give the factor of what changed by more than its seeds scatter, once all are there', () => {
    const after = resnet(1, () => 4e-3);
    expect(heatOf(arrive(before, unprobed, after)).factor(weighted)).toBeCloseTo(4, 5);
    expect(heatOf(arrive(before, before)).factor(weighted)).toBeUndefined();
    const planned = { steps: 9, seeds: 9 };
    const growing = { ...after, probe: { ...after.probe!, planned } };
    expect(heatOf(arrive(before, growing)).factor(weighted)).toBeUndefined();
    expect(heatOf(arrive(before, growing, after)).factor(weighted)).toBeCloseTo(4, 5);
  });
});

import { describe, expect, it } from 'vitest';
import { layerId } from '../../../../../src/shared/network/network';
import { changesOf, readComparison, twinOf } from '../../../../../webview/graph/state/comparing';
import { layerHeat, ownHeat } from '../../../../../webview/graph/state/layerHeat';
import { layerKey, type TreeItem } from '../../../../../webview/graph/state/treeItems';
import type { Subject } from '../../../../../webview/graph/state/subject';
import { plainChain, resnet } from '../../../../support/sampleReports';

const itemOf = ({ tree }: Subject, id: string): TreeItem => ({
  type: 'layer',
  key: layerKey(layerId(id)),
  layer: tree.layers.get(layerId(id))!,
});

describe('a comparison as the panel holds it', () => {
  it('marks what was added and removed, and groups of which a part was', () => {
    const subject = readComparison(resnet(2), resnet(1));
    const kinds = [...changesOf(subject).items.values()];
    expect(kinds.filter((change) => change === 'removed').length).toBeGreaterThanOrEqual(21);
    expect(kinds).toContain('changed');
    expect(kinds).not.toContain('added');
    for (const key of changesOf(subject).items.keys())
      expect(subject.tree.parents.has(key)).toBe(true);
  });

  it('marks nothing where a report is compared with itself', () => {
    const { items, skips } = changesOf(readComparison(resnet(2), resnet(2)));
    expect([items.size, skips.size]).toEqual([0, 0]);
  });

  it('colours by how a gradient changed: the middle is no change', () => {
    const subject = readComparison(
      plainChain(6, () => 1e-3),
      plainChain(6, () => 1e-5),
    );
    const heat = layerHeat(subject, 'weightGradient', 2);
    const item = itemOf(subject, 'dense_3');
    expect(heat.scale.centre).toBe(1);
    expect(heat.valueOf(item)).toBeCloseTo(0.01, 8);
    expect(heat.scale.place(heat.valueOf(item))).toBeCloseTo(-1, 8);
    expect(heat.scale.place(1)).toBe(0);
    expect(heat.scale.metric.title()).toBe('Weight gradient, after ÷ before');
    expect(heat.scale.metric.format(0.01)).toBe('×0.010');
    expect(twinOf(subject, layerId('dense_3'))).toBe('dense_3');
  });

  it('subtracts shares instead of dividing them', () => {
    const subject = readComparison(resnet(1), resnet(1));
    const heat = layerHeat(subject, 'deadShare', 2);
    const relu = [...subject.tree.layers.values()].find(({ kind }) => kind === 'ReLU')!;
    expect(heat.valueOf(itemOf(subject, relu.id))).toBe(0);
    expect(heat.scale.metric.format(0)).toBe('±0 %');
    expect(heat.scale.ticks.map(({ text }) => text)).toEqual([
      '−100 %',
      '−50 %',
      '±0 %',
      '+50 %',
      '+100 %',
    ]);
  });

  it('says nothing of layers that only one report has', () => {
    const subject = readComparison(plainChain(4), plainChain(6));
    const heat = layerHeat(subject, 'weightGradient', 2);
    const added = [...changesOf(subject).items.keys()];
    expect(added).toHaveLength(2);
    for (const { key, layer } of [...subject.tree.layers.values()].map((one) => ({
      key: layerKey(one.id),
      layer: one,
    })))
      if (added.includes(key)) expect(heat.valueOf({ type: 'layer', key, layer })).toBeUndefined();
    expect(ownHeat(subject, 'weightGradient', 2).valueOf(itemOf(subject, 'dense_3'))).toBeDefined();
  });
});

import { describe, expect, it } from 'vitest';
import { layerId } from '../../../../../src/shared/network/network';
import { costNames } from '../../../../../webview/graph/state/costNames';
import { depthSeries } from '../../../../../webview/graph/state/depthSeries';
import { layerHeat } from '../../../../../webview/graph/state/layerHeat';
import { readComparison } from '../../../../../webview/graph/state/comparing';
import { stageOf, turnTo } from '../../../../../webview/graph/state/stage';
import { readSubject, type Subject } from '../../../../../webview/graph/state/subject';
import { layerKey } from '../../../../../webview/graph/state/treeItems';
import { profiledReport } from '../../../../support/profiledReport';
import { plainChain, resnet } from '../../../../support/sampleReports';
import { without } from '../../../../support/without';

const report = profiledReport(resnet(2));
const subject = readSubject(report);
const itemOf = ({ tree }: Subject, id: string) => {
  const layer = tree.layers.get(layerId(id))!;
  return { type: 'layer', key: layerKey(layer.id), layer } as const;
};

describe('cost as colours', () => {
  it('is a part of the step: from a thousandth of it to all', () => {
    const { scale } = layerHeat(subject, 'time', 0);
    const step = report.profile.step!.untapped.median;
    expect(scale.place(step)).toBeCloseTo(1, 9);
    expect(scale.place(0.1 * step)).toBeCloseTo(2 / 3, 9);
    expect(scale.place(0.001 * step)).toBeCloseTo(0, 9);
    expect([scale.place(1e-6 * step), scale.place(0)]).toEqual([0, 0]);
    expect(scale.from).toBe(0);
  });

  it.each(costNames.filter((name) => name !== 'intensity'))('of a group is the sum: %s', (name) => {
    const heat = layerHeat(subject, name, 0);
    const group = [...subject.tree.groups.values()].find(({ layers }) => layers.length === 7)!;
    const sum = group.layers.reduce(
      (all, { id }) => all + (heat.valueOf(itemOf(subject, id)) ?? 0),
      0,
    );
    expect(heat.valueOf(group)).toBeCloseTo(sum, 6);
  });

  it('puts intensity around the ridge of the device, and has none without traffic', () => {
    const { scale } = layerHeat(subject, 'intensity', 0);
    expect([10, 1000, 0.1].map((value) => scale.place(value))).toEqual([0, 1, -1]);
    expect(scale.metric.caption?.()).toContain('ridge of 10.0');
  });

  it('has no number where none was measured, and never 0', () => {
    const untimed = readSubject(profiledReport(plainChain(4), { untimed: true }));
    const heat = layerHeat(untimed, 'time', 0);
    expect(heat.valueOf(itemOf(untimed, 'dense_1'))).toBeUndefined();
    expect(heat.scale.centre).toBeUndefined();
    expect(layerHeat(untimed, 'macs', 0).valueOf(itemOf(untimed, 'dense_1'))).toBeGreaterThan(0);
  });

  it('lies over depth from nothing to the largest, with its quartiles', () => {
    const series = depthSeries(subject, layerHeat(subject, 'time', 0));
    expect(series.keys).toHaveLength(report.network.layers.length - 1);
    expect(series.least[0]).toBeCloseTo(0.9 * series.value[0]!, 9);
  });

  it('is a factor between two profiles', () => {
    const both = readComparison(
      profiledReport(plainChain(4)),
      profiledReport(plainChain(4), { millisecondsOf: (at) => 3 * at }),
    );
    const heat = layerHeat(both, 'time', 0);
    expect(heat.valueOf(itemOf(both, 'dense_2'))).toBeCloseTo(3, 9);
    expect(heat.scale.metric.title()).toBe('Time of a step, after ÷ before');
  });
});

describe('the view in the middle', () => {
  const unprobed = without(report, 'probe');
  const plain = without(unprobed, 'profile');
  const at = (stage?: 'graph' | 'cost') => ({ view: { stage } });

  it('is the cost of what was profiled alone, until the user chooses', () => {
    expect(stageOf({ subject: { report: unprobed }, ...at() })).toBe('cost');
    expect(stageOf({ subject: { report }, ...at() })).toBe('graph');
    expect(stageOf({ subject: { report: unprobed }, ...at('graph') })).toBe('graph');
    expect(stageOf({ subject: { report: plain }, ...at('cost') })).toBe('graph');
  });

  it('turns to the numbers that a newer report brings, and to nothing where it brings none', () => {
    expect(turnTo(plain, unprobed)).toEqual({ stage: 'cost', metric: 'time' });
    expect(turnTo(unprobed, report)).toEqual({ stage: 'graph', metric: 'weightGradient' });
    expect(turnTo(report, report)).toEqual({});
    expect(turnTo(unprobed, plain)).toEqual({});
  });
});

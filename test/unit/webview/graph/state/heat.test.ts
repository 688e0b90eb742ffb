import { describe, expect, it } from 'vitest';
import { layerId } from '../../../../../src/shared/network/network';
import { weightGradientRms } from '../../../../../src/shared/report/selectors';
import { depthSeries } from '../../../../../webview/graph/state/depthSeries';
import { heatScale, medianScale } from '../../../../../webview/graph/state/heat';
import { layerHeat } from '../../../../../webview/graph/state/layerHeat';
import { metricNames, metrics } from '../../../../../webview/graph/state/metrics';
import { readSubject } from '../../../../../webview/graph/state/subject';
import { layerKey } from '../../../../../webview/graph/state/treeItems';
import { heatColour, QUIET } from '../../../../../webview/graph/scene/heatColour';
import { rampColour } from '../../../../../webview/kit/ramp';
import { writtenFinding } from '../../../../support/findings';
import { resnet } from '../../../../support/sampleReports';

const subject = readSubject(resnet(3));
const itemOf = (id: string) => {
  const layer = subject.tree.layers.get(layerId(id))!;
  return { type: 'layer', key: layerKey(layer.id), layer } as const;
};

describe('the colour of a box', () => {
  const ramp = { low: [0, 0, 255], middle: [90, 90, 90], high: [255, 0, 0] } as const;

  it('is loud where something was found, and quiet everywhere else', () => {
    const { report } = subject;
    const loud = report.network.layers.find(({ parameters }) => parameters.trainable > 0)!.id;
    const finding = { ...writtenFinding('vanishing-gradient', loud), severity: 'warning' } as const;
    const read = readSubject({ ...report, findings: [finding] });
    const heat = layerHeat(read, 'weightGradient', 2);
    const group = [...read.tree.groups.values()].find(({ layers }) =>
      layers.some(({ id }) => id === loud),
    )!;
    expect(heat.isLoud(itemOf(loud))).toBe(true);
    expect(heat.isLoud(group)).toBe(true);
    const quiet = layerHeat({ ...read, findings: new Map() }, 'weightGradient', 2);
    const place = quiet.scale.place(quiet.valueOf(itemOf(loud)))!;
    expect(heatColour(itemOf(loud), heat, ramp)).toEqual(rampColour(ramp, place));
    expect(heatColour(itemOf(loud), quiet, ramp)).toEqual(rampColour(ramp, place * QUIET));
  });
});

describe('the heat scale', () => {
  it('puts the median in the middle and a decade an equal step to either side', () => {
    const scale = heatScale(metrics.weightGradient, [1e-4, 1e-3, 1e-2]);
    expect(scale.place(1e-3)).toBe(0);
    expect(scale.place(1e-1)).toBeCloseTo(0.5);
    expect(scale.place(1e-5)).toBeCloseTo(-0.5);
    expect(scale.place(1e9)).toBe(1);
  });

  it('gives an exact zero the lowest place and a missing number none at all', () => {
    const scale = heatScale(metrics.weightGradient, [1e-3]);
    expect(scale.place(0)).toBe(-1);
    expect(scale.place(undefined)).toBeUndefined();
    expect(scale.place(NaN)).toBeUndefined();
  });

  it('centres the update ratio on 1e-3 and the gain on 1, whatever the network', () => {
    expect(heatScale(metrics.updateRatio, [5]).place(1e-3)).toBe(0);
    expect(heatScale(metrics.gain, [5]).place(1)).toBe(0);
  });

  it('labels both ends and the middle', () => {
    const texts = heatScale(metrics.weightGradient, [1]).ticks.map(({ text }) => text);
    expect(texts).toEqual(['1e-4×', '1e-2×', '1×', '1e2×', '1e4×']);
  });

  it('takes no number from zeros for the median', () => {
    expect(medianScale([0, 0, 1, 3])).toBe(2);
    expect(medianScale([0])).toBeUndefined();
  });
});

describe('what a layer shows', () => {
  it.each(metricNames)('is the number of the last step that all views show: %s', (name) => {
    const heat = layerHeat(subject, name, 2);
    for (const probe of subject.probes.values()) {
      const item = itemOf(probe.layer);
      expect(heat.valueOf(item)).toBe(metrics[name].last(probe));
    }
  });

  it('is the median over the seeds on earlier steps', () => {
    const probe = subject.probes.get(layerId('conv2d_1'))!;
    const value = layerHeat(subject, 'weightGradient', 0).valueOf(itemOf('conv2d_1'));
    const seeds = probe.history.weightGradient!.map(([first]) => first!).sort((a, b) => a - b);
    expect([seeds.length, value]).toEqual([3, seeds[1]]);
    expect(value).not.toBe(weightGradientRms(probe));
  });

  it('is the median of its layers for a group', () => {
    const heat = layerHeat(subject, 'weightGradient', 2);
    const group = [...subject.tree.groups.values()].find(({ name }) => name === 'residualBlock')!;
    const values = group.layers.flatMap(({ id }) => heat.valueOf(itemOf(id)) ?? []);
    expect(heat.valueOf(group)).toBe(medianScale(values));
  });

  it('is nothing for a layer without weights, which misses no weight gradient', () => {
    const heat = layerHeat(subject, 'weightGradient', 2);
    expect(heat.valueOf(itemOf('relu_3'))).toBeUndefined();
    expect(heat.appliesTo(itemOf('relu_3'))).toBe(false);
    expect(heat.appliesTo(itemOf('conv2d_1'))).toBe(true);
  });
});

describe('the chart over depth', () => {
  it('has every measured layer in order, within the band of its seeds', () => {
    const series = depthSeries(subject, layerHeat(subject, 'weightGradient', 2));
    expect(series.depth).toEqual([...series.depth].sort((a, b) => a - b));
    series.value.forEach((value, at) => {
      const [least, most] = [series.least[at]!, series.most[at]!];
      // Layers on shortcuts stand apart from the main path and its band.
      if (series.main[at] === null) expect([least, most]).toEqual([null, null]);
      else expect(least <= value && value <= most).toBe(true);
      expect(series.main[at] ?? series.onSkips[at]).toBe(value);
    });
  });
});

import { describe, expect, it } from 'vitest';
import {
  costText,
  depthStrip,
  findingText,
  formatRange,
  inlineText,
  shortText,
  sparkline,
  strengthOf,
} from '../../../../../src/extension/features/inline/inlineText';
import { depthProfile } from '../../../../../src/extension/core/lines/depthProfile';
import { shortcutsInto, summarizeLines } from '../../../../../src/extension/core/lines/lineSummary';
import { weightGradientRms } from '../../../../../src/shared/report/selectors';
import type { Report } from '../../../../../src/shared/report/report';
import { writtenFinding } from '../../../../support/findings';
import { profiledReport } from '../../../../support/profiledReport';
import { plainChain, resnet } from '../../../../support/sampleReports';

const without = <T extends object, K extends keyof T>(value: T, key: K) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) as Omit<T, K>;
const at = (line: number) => ({ file: 'model.ts', line, column: 1 });

/** input → four dense layers: one on line 3, three in a helper on line 7 that lines 4 and 5 call. */
function written(): Report {
  const chain = plainChain(5, (depth) => 10 ** (-6 + 5 * depth));
  const sources = [[at(2)], [at(3)], [at(7), at(4)], [at(7), at(4)], [at(7), at(5)]];
  const layers = chain.network.layers.map((layer, index) => ({
    ...layer,
    source: sources[index]!,
  }));
  const findings = chain.findings.map((finding) => ({ ...finding, layer: layers[1]!.id }));
  return { ...chain, network: { ...chain.network, layers }, findings };
}
const report = written();
const summaries = new Map(summarizeLines(report).map((summary) => [summary.line, summary]));
const gradients = report.probe!.layers.slice(1).map((layer) => weightGradientRms(layer)!);

describe('summarizeLines', () => {
  it('gives a line the numbers of the one layer it makes, the same that every view shows', () => {
    expect(summaries.get(3)).toMatchObject({
      weighted: 1,
      gradient: { min: gradients[0], max: gradients[0] },
      unmeasured: 0,
    });
    expect(summaries.get(3)!.trend).toHaveLength(3);
  });

  it('gives a helper and its callers the range over the layers made through them', () => {
    const [first, , last] = gradients.slice(1);
    expect(summaries.get(7)).toMatchObject({ weighted: 3, gradient: { min: first, max: last } });
    expect(summaries.get(4)).toMatchObject({ weighted: 2 });
    expect(summaries.get(5)).toMatchObject({ weighted: 1, gradient: { min: last, max: last } });
  });

  it('says nothing of numbers on a line that makes only layers without weights', () => {
    expect(summaries.get(2)).toMatchObject({ weighted: 0, unmeasured: 0 });
    expect(summaries.get(2)).not.toHaveProperty('gradient');
    expect(inlineText(summaries.get(2)!)).toBe('');
  });

  it('leaves out a line that makes the whole network', () => {
    const layers = report.network.layers.map((layer) => ({
      ...layer,
      source: [...layer.source, at(20)],
    }));
    const called = { ...report, network: { ...report.network, layers } };
    expect(summarizeLines(called).map(({ line }) => line)).not.toContain(20);
  });

  it('counts what could not be measured instead of taking it for zero', () => {
    const layers = report.probe!.layers.map((layer, index) =>
      index === 2
        ? { ...layer, weights: layer.weights.map((weight) => without(weight, 'gradient')) }
        : layer,
    );
    const partly = { ...report, probe: { ...report.probe!, layers } };
    const helper = summarizeLines(partly).find(({ line }) => line === 7)!;
    expect(helper).toMatchObject({ unmeasured: 1, gradient: { min: gradients[2] } });
    expect(inlineText(helper)).toContain('(1 not measured)');
  });

  it('has no numbers at all where no probe ran', () => {
    expect(
      summarizeLines(without(report, 'probe'))
        .map((line) => inlineText(line))
        .join(''),
    ).not.toContain('∂W');
  });
});

describe('inlineText', () => {
  it('is nothing for a healthy line, and the mark of a finding with at most six words', () => {
    expect(findingText(summaries.get(7)!)).toBe('');
    expect(findingText(summaries.get(3)!)).toBe('ℹ Redundant bias');
  });

  it('writes the finding, the count, the range, the place over depth, the update ratio and the steps', () => {
    expect(inlineText(summaries.get(3)!)).toMatch(
      /^ℹ Redundant bias {2}∂W \d\.\de-\d {2}\[▄\]▅▆▇ {2}Δw\/w \d\.\de-\d {2}[▁-█]{3}$/,
    );
    expect(inlineText(summaries.get(7)!)).toMatch(
      /^3× {2}∂W \d\.\de-\d…\d\.\de-\d {2}▄\[▅▆▇\] {2}Δw\/w/,
    );
  });

  it('says how many findings there are beside the worst', () => {
    const line = summaries.get(3)!;
    const [finding] = line.findings;
    const worse = writtenFinding('dead-relu', finding!.layer, { severity: 'warning' });
    expect(inlineText({ ...line, findings: [worse, finding!] })).toMatch(/^▲ Dead units \+1 /);
    expect(findingText({ ...line, findings: [worse, finding!] })).toBe('▲ Dead units +1');
    expect(strengthOf({ ...line, findings: [worse] })).toBe('warning');
  });

  it('says so where a line with weights has no gradient', () => {
    const line = { ...without(summaries.get(3)!, 'place'), findings: [], trend: [], unmeasured: 1 };
    expect(inlineText(without(without(line, 'gradient'), 'updateRatio'))).toBe('∂W not measured');
  });

  it('draws the depth on the fixed scale of all gradients, with a gap where nothing was measured', () => {
    const profile = { cells: [1e-8, 1e-4, undefined, 1], cellOf: new Map() };
    expect(depthStrip({ profile, from: 1, to: 2 })).toBe('▁[▅·]█');
    expect(depthStrip({ profile, from: 3, to: 3 })).toBe('▁▅·[█]');
  });

  it('draws a network of many layers in a strip that stays short, the smallest of each part', () => {
    const deep = plainChain(101, (depth) => 10 ** (-7 + 6 * depth));
    const { cells, cellOf } = depthProfile(deep);
    expect(cells).toHaveLength(8);
    expect(cells[0]).toBe(
      Math.min(...deep.probe!.layers.slice(1, 14).map((layer) => weightGradientRms(layer)!)),
    );
    expect(cellOf.get(deep.network.layers.at(-1)!.id)).toBe(7);
    expect(cellOf.has(deep.network.layers[0]!.id)).toBe(false);
  });

  it('draws the trend over the steps on a log scale, with a gap where nothing was measured', () => {
    expect(sparkline([1e-3, 1e-2, 1e-1])).toBe('▁▅█');
    expect(sparkline([1e-3, null, 1e-3])).toBe('▅·▅');
    expect(sparkline([1e-3])).toBe('');
    expect(sparkline([1e-3, 1.02e-3, 1.04e-3])).toBe('▄▅▅');
  });

  it('writes a range that prints as one number as one number', () => {
    expect(formatRange({ min: 1.01e-3, max: 1.02e-3 })).toBe('1.0e-3');
  });

  it('colours a line by its smallest gradient', () => {
    const line = summaries.get(7)!;
    const strengths = [1e-6, 1e-4, 1e-2].map((min) =>
      strengthOf({ ...line, findings: [], gradient: { min, max: 1 } }),
    );
    expect(strengths).toEqual(['weak', 'fair', 'strong']);
  });
});

describe('the shortcuts that a line may cut', () => {
  const whole = resnet(1);
  const mergeOf = (name: string) =>
    whole.network.layers.filter(
      ({ id }) => id === whole.skips.items.find((skip) => skip.to === name)?.to,
    );

  it('are those into the merges that it makes', () => {
    const [first] = whole.skips.items;
    expect(shortcutsInto(mergeOf(first!.to), whole)).toEqual([first]);
    expect(shortcutsInto(whole.network.layers, whole)).toEqual(whole.skips.items);
    expect(shortcutsInto(whole.network.layers.slice(0, 3), whole)).toEqual([]);
  });

  it('are none into a mean, of which nothing can be left out', () => {
    const [first, ...others] = whole.skips.items;
    const items = [{ ...first!, averaged: true as const }, ...others];
    const report = { ...whole, skips: { ...whole.skips, items } };
    expect(shortcutsInto(whole.network.layers, report)).toEqual(others);
  });
});

describe('the cost of a line', () => {
  const costly = profiledReport(report);
  const lines = new Map(summarizeLines(costly).map((summary) => [summary.line, summary]));
  const step = costly.profile.step!.untapped.median;

  it('is the time of all layers that are made there, and its share of the step', () => {
    // Layers 2, 3 and 4 of the network are made on line 7, and layer n takes n milliseconds.
    expect(lines.get(7)!.cost!.time!.total).toBeCloseTo(9, 9);
    expect(costText(lines.get(7)!)).toBe(`9.00 ms · ${Math.round((100 * 9) / step)} %`);
    expect(costText(summaries.get(7)!)).toBe('');
  });

  it('stands beside the gradients, alone, or not at all, as the setting says', () => {
    const line = lines.get(7)!;
    expect(inlineText(line, 'both')).toMatch(/∂W .* {2}9\.00 ms · \d+ %$/);
    expect(inlineText(line, 'cost')).not.toContain('∂W');
    expect(inlineText(line, 'gradients')).not.toContain('ms');
  });

  it('is told of a line that nothing was found on only where it is a tenth of the step', () => {
    const cheap = { ...lines.get(7)!, findings: [], cost: lines.get(3)!.cost! };
    expect(lines.get(3)!.cost!.time!.share).toBeLessThan(0.1);
    expect(shortText({ ...lines.get(7)!, findings: [] }, 'both')).toContain('9.00 ms');
    expect(shortText({ ...lines.get(7)!, findings: [] }, 'gradients')).toBe('');
    expect(shortText(cheap, 'both')).toBe('');
  });

  it('is in MACs where the device gives no time of a layer', () => {
    const untimed = summarizeLines(profiledReport(report, { untimed: true }));
    expect(costText(untimed.find(({ line }) => line === 7)!)).toMatch(/^[\d.]+ M MACs$/);
  });
});

import { describe, expect, it } from 'vitest';
import { costMarkdown, costSheet } from '../../../../src/shared/words/profileSheet';
import { tableCsv } from '../../../../src/shared/words/profileTables';
import { profiledReport } from '../../../support/profiledReport';
import { resnet } from '../../../support/sampleReports';

const report = profiledReport(resnet(2));
const [head = [], ...rows] = tableCsv(costSheet(report))
  .trim()
  .split('\r\n')
  .map((row) => row.split(','));
const valuesOf = (part: string, key: string): number[] =>
  rows.filter(([of]) => of === part).map((row) => Number(row[head.indexOf(key)]));
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

describe('the sheet of a profile', () => {
  it('has every group, layer and line, in rows of one length', () => {
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([head.length]));
    expect(rows.filter(([part]) => part === 'layer')).toHaveLength(report.profile.layers.length);
    expect(rows.filter(([part]) => part === 'group').length).toBeGreaterThan(1);
    expect(rows.filter(([part]) => part === 'line').length).toBeGreaterThan(0);
  });

  it('adds up: the layers to the outermost group, in number, time and MACs', () => {
    const [whole = NaN] = valuesOf('group', 'layers');
    expect(sum(valuesOf('layer', 'layers'))).toBe(whole);
    for (const key of ['total_ms', 'macs', 'parameters']) {
      expect(sum(valuesOf('layer', key))).toBeCloseTo(valuesOf('group', key)[0]!, 3);
    }
  });

  it('is three tables of Markdown', () => {
    const text = costMarkdown(report);
    expect(text.match(/^## .*$/gm)).toEqual(['## Groups', '## Layers', '## Lines']);
    expect(text.split('\n').filter((line) => line.startsWith('|'))).toHaveLength(rows.length + 6);
  });
});

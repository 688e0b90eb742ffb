import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { reportText } from '../../../../src/cli/output/reportText';
import { fittedTable } from '../../../../src/cli/terminal/fittedTable';
import { width } from '../../../../src/cli/terminal/width';
import { wrapped } from '../../../../src/cli/terminal/wrapped';
import type { Report } from '../../../../src/shared/report/report';
import * as analysed from '../../../support/analysedReports';
import { densenet, fading, resnet, transformer, unet } from '../../../support/sampleReports';
import { smallReport } from './smallReport';

const plain = pc.createColors(false);
const colours = pc.createColors(true);

const longNames = (report: Report): Report => ({
  ...report,
  network: {
    ...report.network,
    layers: report.network.layers.map((layer, at) => ({
      ...layer,
      name: `encoder.layers.${at}.attention.self.projection`,
      kind: 'MultiHeadSelfAttentionProjection',
      outputShape: [[null, 1024, 1024, 2048]],
      parameters: { trainable: 123_456_789, frozen: 0 },
    })),
  },
});

const reports = [
  ...[smallReport(), resnet(3), resnet(9), unet(4), densenet(3, 6), transformer(4), fading({})],
  ...[analysed.deepUNet(3), analysed.denseBlocks(3), analysed.transformer(3)],
];

describe('a report in a terminal of 80 columns', () => {
  it.each(reports)('is whole, with the verdict first: %#', (report) => {
    for (const one of [report, longNames(report)]) {
      const lines = reportText(one, plain).split('\n');
      expect(lines.filter((line) => width(line) > 80)).toEqual([]);
      expect(lines[0]).toMatch(/^[✓○▲✖] /);
      const coloured = reportText(one, colours).split('\n');
      expect(coloured.map((line) => line.replace(/\u001b\[\d+m/g, '').trimEnd())).toEqual(lines);
    }
  });

  it('loses no gradient and no parameter', () => {
    const report = longNames(resnet(3));
    const rows = reportText(report, plain).match(/123,456,789.*/g) ?? [];
    expect(rows).toHaveLength(report.network.layers.length);
    const probed = report.probe!.layers.filter(({ weights }) => weights.length > 0);
    expect(rows.filter((row) => /\d\.\de-\d/.test(row))).toHaveLength(probed.length);
  });
});

describe('a table that has to fit', () => {
  const rows = [['a long name 1', 'kind', '12,345']];
  const fit = (columns: number) =>
    fittedTable(rows, ['left', 'left', 'right'], { columns, drops: [1], cut: 0 });

  it('leaves out what it may, then cuts names, and never a number', () => {
    expect(fit(80)).toBe('a long name 1  kind  12,345\n');
    expect(fit(22)).toBe('a long name 1  12,345\n');
    expect(fit(18)).toBe('a lon…me 1  12,345\n');
    expect(fit(5)).toBe('a lo…e 1  12,345\n');
  });
});

describe('wrapping', () => {
  it('breaks between words, and leaves a word whole that is longer than a line', () => {
    expect(wrapped('one two three', 2, 8)).toEqual(['one two', '  three']);
    expect(wrapped('unbreakable one', 2, 5)).toEqual(['unbreakable', '  one']);
  });
});

import { describe, expect, it } from 'vitest';
import { hoverText } from '../../../../src/extension/presentation/inline/hoverText';
import { summarizeLines } from '../../../../src/extension/presentation/inline/lineSummary';
import { formatGradient } from '../../../../src/shared/report/format';
import { weightGradientRms } from '../../../../src/shared/report/selectors';
import { plainChain } from '../../../support/sampleReports';

const report = plainChain(30);
const here = { file: 'model.ts', line: 4, column: 1 };
/** The input on line 3, all dense layers on line 4. */
const layers = report.network.layers.map((layer, index) => ({
  ...layer,
  name: index === 1 ? 'first|<b>' : layer.name,
  source: [index === 0 ? { ...here, line: 3 } : here],
}));
const [finding] = report.findings;
const written = {
  ...report,
  network: { ...report.network, layers },
  findings: [{ ...finding!, threshold: { value: 1e-3, origin: 'a paper' } }],
};
const summaries = summarizeLines(written);
const text = hoverText(
  summaries.find(({ line }) => line === 4)!,
  written,
);

describe('hoverText', () => {
  it('lists the layers of the line with shape, parameters and the numbers that every view shows', () => {
    const [, dense] = report.probe!.layers;
    const shown = formatGradient(weightGradientRms(dense!));
    expect(text).toContain(`| 64 | 4,160 | ${shown} |`);
  });

  it('counts what it does not list', () => {
    expect(text.match(/^\| `/gm)).toHaveLength(12);
    expect(text).toContain('… and 17 more.');
  });

  it('cites where the limit of a finding comes from', () => {
    expect(text).toContain('**redundant-bias**');
    expect(text).toContain('Limit: 1.0e-3 (a paper).');
  });

  it('leaves the numbers of a layer without weights empty', () => {
    const input = hoverText(
      summaries.find(({ line }) => line === 3)!,
      written,
    );
    expect(input).toMatch(/`input` InputLayer \| 64 \| 0 \| {2}\| {2}\| {2}\|$/m);
  });

  it('keeps names of user code from writing markup', () => {
    expect(text).toContain('first\\|\\<b\\>');
  });
});

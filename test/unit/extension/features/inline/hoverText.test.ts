import { describe, expect, it } from 'vitest';
import { hoverText } from '../../../../../src/extension/features/inline/hoverText';
import { summarizeLines } from '../../../../../src/extension/core/lines/lineSummary';
import { formatGradient } from '../../../../../src/shared/words/format';
import { asWritten } from '../../../../../src/shared/report/asWritten';
import { limitOf } from '../../../../../src/shared/report/thresholds';
import { weightGradientRms } from '../../../../../src/shared/report/selectors';
import { profiledReport } from '../../../../support/profiledReport';
import { plainChain } from '../../../../support/sampleReports';

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
  findings: [{ ...finding!, limits: [limitOf('vanishingRatio')] }],
};
const summaries = summarizeLines(written);
/** Without the signs that keep columns apart and cells in one line. */
const plain = (markdown: string): string =>
  markdown.replaceAll('\u00a0\u00a0', '').replaceAll('\u00a0', ' ').replaceAll('\u2060', '');
const text = plain(
  hoverText(
    summaries.find(({ line }) => line === 4)!,
    written,
    (layer) => `command:show?${layer}`,
  ),
);

describe('hoverText', () => {
  it('lists the layers of the line with shape, parameters and the numbers that every view shows', () => {
    const [, dense] = report.probe!.layers;
    const shown = formatGradient(weightGradientRms(dense!)).replace('-', '\u2011');
    expect(text).toContain(`| 64 | 64 | 4,160 | ${shown} (`);
  });

  it('draws each layer over the steps, and says in what units and how it was measured', () => {
    expect(text).toMatch(/\| [▁-█]{3} \|$/m);
    expect(text).toContain('in units of the loss per unit of the weight');
    expect(text).toContain('3 steps × 3 seeds with synthetic batches of 16');
    expect(text).toContain('Optimizer: sgd at 0.01.');
    expect(text).toContain('2.30 → 2.29 → 2.27');
  });

  it('leads from each layer to the graph', () => {
    const [, , second] = report.network.layers;
    expect(text).toContain(`(command:show?${second!.id})`);
  });

  it('says why a number of these layers is absent', () => {
    const [, dense] = layers;
    const reason = asWritten('its input carries no gradient');
    const gap = { quantity: 'gain' as const, layer: dense!.id, reason };
    const line = summaries.find((one) => one.line === 4)!;
    const shown = hoverText(line, { ...written, notMeasured: [gap] }, String);
    expect(shown).toContain('gain of first\\|\\<b\\>: not measured, its input carries no gradient');
  });

  it('calls a layer as the graph does', () => {
    const line = summaries.find((one) => one.line === 4)!;
    const [first, ...others] = line.layers;
    const layer = { ...first!, name: 'dense_Dense7', kind: 'Dense' };
    const shown = hoverText({ ...line, layers: [layer, ...others] }, written, String);
    expect(shown).toContain(`[\`Dense 7\`](${layer.id}) `);
    expect(shown).not.toContain('dense_Dense7');
  });

  it('makes no link of a name, whatever signs it escapes itself', () => {
    const line = summaries.find((one) => one.line === 4)!;
    const kind = '\\[click\\](command:show)';
    const [first, ...others] = line.layers;
    const shown = hoverText({ ...line, layers: [{ ...first!, kind }, ...others] }, report, String);
    expect(shown).toContain('\\\\\\[click\\\\\\](command:show)');
  });

  it('makes no link or sign of what Markdown finds in bare text', () => {
    const line = summaries.find((one) => one.line === 4)!;
    const kind = 'https://a.b www.a.b a@b.c &lt;';
    const [first, ...others] = line.layers;
    const shown = hoverText({ ...line, layers: [{ ...first!, kind }, ...others] }, report, String);
    expect(shown).toContain('https\\://a.b www\\.a.b a\\@b.c \\&lt;');
  });

  it('shows a network without a probe by its shapes alone', () => {
    const bare = Object.fromEntries(
      Object.entries(written).filter(([key]) => key !== 'probe'),
    ) as typeof written;
    const line = summaries.find((one) => one.line === 4)!;
    const shown = plain(hoverText(line, bare, String));
    expect(shown).toMatch(/^\| layer \| input \| output \| parameters \|$/m);
    expect(shown).not.toContain('∂L/∂W');
  });

  it('counts what it does not list', () => {
    expect(text.match(/^\| \[`/gm)).toHaveLength(12);
    expect(text).toContain('… and 17 more.');
  });

  it('cites where the limit of a finding comes from', () => {
    expect(text).toContain('**redundant-bias**');
    expect(text).toContain('Limit: vanishingRatio 1.0e-3 (AUTOTRAINER (Zhang et al. 2021)).');
  });

  it('leaves the numbers of a layer without weights empty', () => {
    const line = summaries.find((one) => one.line === 3)!;
    const input = plain(hoverText(line, written, String));
    expect(input).toMatch(/`input`\]\(input\) InputLayer \| {2}\| 64 \| 0 \| {2}\| {2}\| {2}\|$/m);
  });

  it('keeps names of user code from writing markup', () => {
    expect(text).toContain('[`first<b>`]');
    expect(text).not.toContain('first|');
  });

  it('lists the cost of each layer, with how it was measured and what could not be', () => {
    const line = summaries.find((one) => one.line === 4)!;
    const costly = plain(hoverText(line, profiledReport(written), String));
    expect(costly).toContain('| layer | ms | share | forward | backward | MACs |');
    expect(costly).toMatch(/\| `dense_2` \| 2\.00 \| <1 % \| 0\.600 \| 1\.20 \|/);
    expect(costly).toContain('Median of 5 steps of batch 16 on wasm; without taps a step takes');
    const untimed = plain(hoverText(line, profiledReport(written, { untimed: true }), String));
    expect(untimed).toMatch(/\| `dense_2` \| {2}\| {2}\|/);
    expect(untimed).toContain('time of layers: not measured, ');
    expect(text).not.toContain('without taps');
  });
});

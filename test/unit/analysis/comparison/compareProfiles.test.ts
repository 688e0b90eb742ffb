import { expect, it } from 'vitest';
import { costPairs } from '../../../../src/analysis/comparison/compareProfiles';
import { compareReports } from '../../../../src/analysis/comparison/compareReports';
import type { LayerCost, Profile } from '../../../../src/shared/report/profile';
import type { Report } from '../../../../src/shared/report/report';
import {
  layerCostTable,
  tableCsv,
  tableMarkdown,
  groupCostTable,
  lineCostTable,
} from '../../../../src/shared/words/profileTables';
import { plainChain } from '../../../support/sampleReports';

const nothing = {
  parameters: { trainable: 0, frozen: 0 },
  ...{ buffers: 0, weightBytes: {} },
};

/** A report whose layers take these milliseconds, with a spread of a tenth to both sides. */
function profiled(milliseconds: (at: number) => number): Report & { readonly profile: Profile } {
  const report = plainChain(3);
  const layers = report.network.layers.map(({ id }, at): LayerCost => {
    const median = milliseconds(at);
    const total = { lower: 0.9 * median, median, upper: 1.1 * median };
    const time = { forward: total, backward: total, update: total, total, share: 0.1 };
    return { layer: id, counts: nothing, time };
  });
  const settings = {
    batchSize: 16,
    optimizer: 'sgd',
    loss: 'mse',
    timed: 'own',
    seconds: 1,
  } as const;
  return { ...report, profile: { ...settings, totals: nothing, layers } };
}

it('puts the layers of two profiles side by side, and is sure only where the quartiles part', () => {
  const before = profiled(() => 10);
  const after = profiled((at) => (at === 1 ? 30 : 10.5));
  const [first, second] = costPairs(compareReports(before, after));
  expect(first).toMatchObject({ layer: before.network.layers[1]!.id, change: 20, isSure: true });
  expect(second).toMatchObject({ change: 0.5, isSure: false });
  expect(costPairs(compareReports(before, plainChain(3)))).toEqual([]);
});

it('writes every layer as CSV and Markdown, the dearest first, and nothing where nothing is known', () => {
  const report = profiled((at) => at + 1);
  const table = layerCostTable(report);
  const [head, first] = tableCsv(table).split('\r\n');
  expect(head).toMatch(/^layer,kind,line,total_ms,share,forward_ms,/);
  expect(first!.split(',')).toHaveLength(head!.split(',').length);
  expect(table.rows.map((row) => row[3]!.value)).toEqual(
    report.profile.layers.map((_, at) => at + 1).reverse(),
  );
  expect(table.rows[0]!.find((_, at) => table.columns[at]!.key === 'macs')).toEqual({
    ...{ text: '', value: null },
  });
  expect(tableMarkdown(table).split('\n')[1]).toMatch(/^\| :-- \| :-- \| :-- \| --: /);
  expect(groupCostTable(report).columns[0]!.key).toBe('group');
  const lines = lineCostTable(report).rows.map(([line]) => line!.value);
  expect(lines).toHaveLength(new Set(lines).size);
  expect(lines[0]).toBe(table.rows[0]![2]!.value);
});

it('quotes what a spreadsheet would split or compute', () => {
  const cell = (value: string) => ({ text: value, value });
  const table = {
    columns: [{ key: 'layer', head: 'layer', isText: true as const }],
    rows: [[cell('a,"b"')], [cell('=1+1')], [cell('a|b')]],
  };
  expect(tableCsv(table)).toBe('layer\r\n"a,""b"""\r\n\'=1+1\r\na|b\r\n');
  expect(tableMarkdown(table)).toContain('| a\\|b |');
});

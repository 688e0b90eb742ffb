import { expect, it } from 'vitest';
import { compareReports } from '../../../../../src/analysis/comparison/compareReports';
import { tableCsv } from '../../../../../src/shared/words/profileTables';
import { comparedFacts, comparedTable } from '../../../../../webview/graph/cost/compared';
import { profiledReport } from '../../../../support/profiledReport';
import { plainChain } from '../../../../support/sampleReports';
import { without } from '../../../../support/without';

const before = profiledReport(plainChain(3));
const slower = (at: number): number => (at === 2 ? 20 : at * 1.01);
const after = profiledReport(plainChain(3), { millisecondsOf: slower });
const comparison = compareReports(before, after);

it('tells what became slower, and what is only a matter of the runs', () => {
  const { rows, about } = comparedTable(comparison);
  const texts = rows.map((row) => row.map(({ text }) => text));
  expect(texts[0]!.slice(0, 5)).toEqual(['dense_2', '2.00', '20.0', '+18.0', 'yes']);
  expect(texts[1]![4]).toBe('within the quartiles');
  expect(about![0]).toEqual({ type: 'layer', id: 'dense_2' });
  expect(tableCsv(comparedTable(comparison))).toContain('dense_2,2,20,18,yes,');
});

it('puts both steps side by side, and says nothing about what one of them lacks', () => {
  const step = comparedFacts(comparison).find(({ name }) => name === 'Training step')!;
  expect(step.ratio).toMatch(/^×\d/);
  const plain = without(before, 'profile');
  expect(comparedFacts(compareReports(plain, after))).toEqual([]);
});

it('tells no change of a time that was not measured', () => {
  const untimed = profiledReport(plainChain(3), { untimed: true });
  const { rows } = comparedTable(compareReports(before, untimed));
  expect(rows.map((row) => [row[3]!.value, row[4]!.text])).toEqual(rows.map(() => [null, '']));
  expect(rows.some((row) => row[1]!.value !== null)).toBe(true);
});

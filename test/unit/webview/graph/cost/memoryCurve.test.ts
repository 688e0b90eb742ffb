import { expect, it } from 'vitest';
import { memoryCurve, placeText } from '../../../../../webview/graph/cost/memoryCurve';
import { readSubject } from '../../../../../webview/graph/state/subject';
import { memoryCurveTable, ownersTable } from '../../../../../src/shared/words/memoryTables';
import { tableCsv, tableMarkdown } from '../../../../../src/shared/words/profileTables';
import { profiledReport } from '../../../../support/profiledReport';
import { plainChain } from '../../../../support/sampleReports';

const report = profiledReport(plainChain(3));
const subject = readSubject(report);
const { memory } = report.profile;
const curve = memoryCurve(memory!);

it('runs through the step phase by phase, and names each place', () => {
  const count = report.network.layers.length;
  expect(curve.spans).toEqual([
    { phase: 'forward', from: 0, to: count - 1 },
    { phase: 'backward', from: count, to: 2 * count - 1 },
    { phase: 'update', from: 2 * count, to: 2 * count },
  ]);
  expect(curve.bytes[curve.peakAt]).toBe(memory!.peak);
  expect(placeText(curve, 1, subject)).toBe('forward of dense_1');
  expect(placeText(curve, 2 * count, subject)).toBe('update');
});

it('is a table with one row for each of its points, and so are the owners of the peak', () => {
  const rows = tableCsv(memoryCurveTable(report)).trim().split('\r\n');
  expect(rows[0]).toBe('phase,layer,bytes');
  expect(rows.slice(1)).toHaveLength(curve.x.length);
  expect(rows[2]).toBe(`forward,dense_1,${curve.bytes[1]}`);
  const owners = ownersTable(report);
  expect(tableMarkdown(owners)).toContain('| dense_1 | 64.0 KiB |');
  expect(owners.rows[1]!.at(-1)!.text).toBe('yes');
  expect(owners.about).toHaveLength(owners.rows.length);
});

import { expect, it } from 'vitest';
import { reportTitle } from '../../../src/shared/words/reportTitle';
import { resnet, withCut } from '../../support/sampleReports';

it('a report is called after its model, and after the shortcut that its probe went without', () => {
  const report = resnet(1);
  expect(reportTitle(report)).toBe('resnet8');
  const to = report.skips.items[1]!.to;
  expect(reportTitle(withCut(report, 1))).toBe(`resnet8, shortcut into ${to} cut`);
});

it('a report is called after every shortcut that its probe went without', () => {
  const report = resnet(1);
  const [one, other] = [0, 1].map((index) => withCut(report, index).probe!.ablated![0]!);
  const probe = { ...report.probe!, ablated: [one!, other!] };
  expect(reportTitle({ ...report, probe })).toBe(
    `resnet8, shortcuts into ${one!.to}, ${other!.to} cut`,
  );
});

import { expect, it } from 'vitest';
import { changeText, pairTitle } from '../../../src/shared/words/changeText';
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

it('two reports on a model are told apart by what changed', () => {
  const report = resnet(1);
  const given = (depth: number) => ({
    ...report,
    model: {
      ...report.model,
      arguments: [{ name: 'depth', value: depth, origin: 'user' as const }],
    },
  });
  expect(changeText(report, report)).toBeUndefined();
  expect(pairTitle(report, report)).toBe('resnet8, before → after');
  expect(changeText(given(3), given(12))).toBe('depth = 3 → 12');
  expect(pairTitle(given(3), given(12))).toBe('resnet8: depth = 3 → 12');
  const deeper = { ...resnet(2), model: report.model };
  expect(pairTitle(report, deeper)).toMatch(/^resnet8: edited: \d+ → \d+ layers$/);
  const { probe, ...unprobed } = report;
  expect(probe).toBeDefined();
  expect(pairTitle(unprobed, report)).toBe('resnet8, not probed → resnet8');
  expect(pairTitle(report, withCut(report, 1))).toMatch(
    /^resnet8 → resnet8, shortcut into .* cut$/,
  );
});

import { expect, it } from 'vitest';
import { LineActions, type LineAction } from '../../../../../src/extension/core/lines/lineActions';
import type { ProbedLine } from '../../../../../src/extension/core/lines/probedLines';
import { summarizeLines } from '../../../../../src/extension/core/lines/lineSummary';
import { cutAction } from '../../../../../src/extension/features/cut/cutAction';
import { resnet } from '../../../../support/sampleReports';

const report = resnet(1);
const [summary] = summarizeLines(report);
const lineWith = (layers: typeof report.network.layers) => ({
  summary: { ...summary!, layers },
  seen: { value: report } as unknown as ProbedLine['seen'],
});
const line = lineWith(report.network.layers);

it('offers what features can do for a line, until they take it back', () => {
  const actions = new LineActions();
  const copy: LineAction = { command: 'skipscope.copyLine', text: () => 'Copy' };
  const never: LineAction = { command: 'skipscope.listLayers', text: () => undefined };
  const added = [copy, never, cutAction].map((action) => actions.add(action));
  expect(actions.of(line)).toEqual([
    { command: 'skipscope.copyLine', text: 'Copy' },
    {
      command: 'skipscope.cutShortcut',
      text: `Cut one of ${report.skips.items.length} shortcuts and probe again`,
    },
  ]);
  added[0]!.dispose();
  expect(actions.of(line).map(({ command }) => command)).toEqual(['skipscope.cutShortcut']);
});

it('offers to cut the only shortcut of a line, and nothing where there is none', () => {
  const [first] = report.skips.items;
  const merge = report.network.layers.filter(({ id }) => id === first!.to);
  expect(cutAction.text(lineWith(merge))).toBe('Cut this shortcut and probe again');
  expect(cutAction.text(lineWith(report.network.layers.slice(0, 3)))).toBeUndefined();
});

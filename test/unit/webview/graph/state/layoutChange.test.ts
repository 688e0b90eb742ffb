import { expect, it } from 'vitest';
import { layoutChange } from '../../../../../webview/graph/state/layoutChange';
import {
  emptyPanel,
  reducePanel,
  type PanelModel,
} from '../../../../../webview/graph/state/panelState';
import { plainChain, resnet } from '../../../../support/sampleReports';

const shown = reducePanel(emptyPanel, { type: 'reportArrived', report: resnet(3) });
const toggled = (state: PanelModel, at: number): PanelModel => {
  const group = [...state.subject!.tree.groups.keys()].filter(
    (key) => key !== state.subject!.tree.root.key,
  )[at]!;
  return reducePanel(state, { type: 'toggled', group });
};

it('a layout keeps the place of the one group that is opened or closed', () => {
  const opened = toggled(shown, 0);
  const [group] = [...opened.view.open].filter((key) => !shown.view.open.has(key));
  expect(layoutChange(shown, opened)).toEqual({ isOther: false, anchor: group });
  expect(layoutChange(opened, shown)).toEqual({ isOther: false, anchor: group });
  expect(layoutChange(shown, toggled(opened, 1))).toEqual({ isOther: false, anchor: undefined });
});

it('a layout of another network keeps no place, and one of the same state stays', () => {
  const report = plainChain(5);
  const other = reducePanel(shown, { type: 'reportArrived', report });
  expect(layoutChange(shown, other)).toEqual({ isOther: true, anchor: undefined });
  const found = reducePanel(shown, { type: 'viewChanged', change: { search: 'conv' } });
  expect(layoutChange(shown, found)).toBeUndefined();
});

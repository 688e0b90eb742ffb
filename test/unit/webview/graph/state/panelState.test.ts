import { describe, expect, it } from 'vitest';
import {
  emptyPanel,
  reducePanel,
  type PanelAction,
  type PanelModel,
} from '../../../../../webview/graph/state/panelState';
import { outlineRows } from '../../../../../webview/graph/state/outlineRows';
import { searchItems } from '../../../../../webview/graph/state/search';
import { layerKey, type ItemKey } from '../../../../../webview/graph/state/treeItems';
import {
  groupId,
  layerId,
  WHOLE_NETWORK,
  type GroupId,
} from '../../../../../src/shared/network/network';
import { highway, plainChain, resnet } from '../../../../support/sampleReports';

const withReport = (report = resnet(3)): PanelModel =>
  reducePanel(emptyPanel, { type: 'reportArrived', report });

const firstGroup = (state: PanelModel): ItemKey =>
  [...state.subject!.tree.groups.keys()].find((key) => key !== state.subject!.tree.root.key)!;

describe('what is open when a report arrives', () => {
  it('closes the blocks of a network above 60 layers', () => {
    const { view, subject } = withReport();
    expect([...view.open]).toEqual([subject!.tree.root.key]);
    expect(outlineRows(subject!.tree, view.open)).toHaveLength(15);
  });

  it('opens a group that holds most of the network, in which its blocks would be hidden', () => {
    const report = resnet(3);
    const [first] = report.network.layers;
    const body = {
      id: groupId('body'),
      name: 'body',
      parent: WHOLE_NETWORK,
      kind: 'block',
    } as const;
    const groups = report.network.groups.map((group) =>
      group.parent === WHOLE_NETWORK ? { ...group, parent: body.id } : group,
    );
    const within = (group: GroupId): GroupId => (group === WHOLE_NETWORK ? body.id : group);
    const layers = report.network.layers.map((one, at) =>
      one === first || at > 70 ? one : { ...one, group: within(one.group) },
    );
    const network = { ...report.network, layers, groups: [...groups, { ...body, repeat: 1 }] };
    const { view, subject } = withReport({ ...report, network });
    const rows = outlineRows(subject!.tree, view.open).map(({ item }) => item.key);
    expect(view.open.size).toBe(2);
    expect(rows.length).toBeGreaterThan(10);
  });

  it('opens a small network wholly', () => {
    const { view, subject } = withReport(highway(4));
    expect(view.open.size).toBe(subject!.tree.groups.size);
  });

  it('keeps what the user opened and selected when the same model is inspected again', () => {
    const first = withReport();
    const group = firstGroup(first);
    const selected = { type: 'item', key: layerKey(layerId('conv2d_1')) } as const;
    const opened = reducePanel(first, { type: 'toggled', group });
    const chosen = reducePanel(opened, { type: 'viewChanged', change: { selected } });
    const again = reducePanel(chosen, { type: 'reportArrived', report: resnet(3) });
    expect(again.view.open.has(group)).toBe(true);
    expect(again.view.selected).toEqual(selected);
  });

  it('keeps the view of the same model, and begins anew with another or where all is opened', () => {
    const camera = { x: 10, y: 20, zoom: 0.7 };
    const looking = reducePanel(withReport(), { type: 'viewChanged', change: { camera } });
    const after = (action: PanelAction) => reducePanel(looking, action).view.camera;
    expect(after({ type: 'reportArrived', report: resnet(3) })).toEqual(camera);
    expect(after({ type: 'toggled', group: firstGroup(looking) })).toEqual(camera);
    expect(after({ type: 'reportArrived', report: plainChain(5) })).toBeUndefined();
    expect(after({ type: 'allToggled', open: true })).toBeUndefined();
  });

  it('forgets a selection that the new network does not have', () => {
    const selected = { type: 'item', key: layerKey(layerId('conv2d_1')) } as const;
    const chosen = reducePanel(withReport(), { type: 'viewChanged', change: { selected } });
    const other = reducePanel(chosen, { type: 'reportArrived', report: plainChain(5) });
    expect(other.view.selected).toBeUndefined();
  });
});

describe('the panel state', () => {
  it('opens every group around a layer that is revealed, and nothing else', () => {
    const state = withReport();
    const key = layerKey(layerId('add_9'));
    const revealed = reducePanel(state, { type: 'revealed', key });
    expect(revealed.view.open.size).toBe(2);
    expect(
      outlineRows(revealed.subject!.tree, revealed.view.open).map(({ item }) => item.key),
    ).toContain(key);
    expect(reducePanel(revealed, { type: 'revealed', key })).toBe(revealed);
  });

  it('stays the same object where a hover changes nothing', () => {
    const target = { type: 'skip', id: 'a' } as const;
    const hovered = reducePanel(withReport(), { type: 'hovered', target });
    expect(reducePanel(hovered, { type: 'hovered', target: { ...target } })).toBe(hovered);
  });
});

describe('search', () => {
  it('finds layers by name, kind and finding, whatever the case', () => {
    const subject = withReport().subject!;
    expect(searchItems(subject, 'CONV2D_1')[0]).toBe(layerKey(layerId('conv2d_1')));
    expect(searchItems(subject, 'globalaverage')).toHaveLength(1);
    expect(searchItems(subject, 'redundant-bias')).toEqual([layerKey(layerId('conv2d_1'))]);
    expect(searchItems(subject, '  ')).toEqual([]);
  });
});

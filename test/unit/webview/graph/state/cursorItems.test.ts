import { describe, expect, it } from 'vitest';
import { layerId } from '../../../../../src/shared/network/network';
import { cursorItems, shownItem } from '../../../../../webview/graph/state/cursorItems';
import { ancestorsOf } from '../../../../../webview/graph/state/networkTree';
import { readSubject } from '../../../../../webview/graph/state/subject';
import { layerKey } from '../../../../../webview/graph/state/treeItems';
import { resnet } from '../../../../support/sampleReports';

const { tree } = readSubject(resnet(3));
const inside = layerKey(layerId('add_9'));

describe('what the text cursor points at in the graph', () => {
  it('is the layer itself where all around it is open', () => {
    const open = new Set(tree.groups.keys());
    expect([...cursorItems(tree, open, [layerId('add_9')])]).toEqual([inside]);
  });

  it('is the outermost closed group where it is not', () => {
    const around = ancestorsOf(tree, inside);
    expect(around.length).toBeGreaterThan(0);
    expect(shownItem(tree, new Set([tree.root.key]), inside)).toBe(around.at(-1));
    expect(shownItem(tree, new Set(around.slice(1)), inside)).toBe(around[0]);
  });

  it('is one box for many layers of one closed group, and none for layers of another model', () => {
    const group = tree.groups.get(ancestorsOf(tree, inside).at(-1)!)!;
    const ids = group.layers.map(({ id }) => id);
    expect([...cursorItems(tree, new Set(), ids)]).toEqual([group.key]);
    expect(cursorItems(tree, new Set(), [layerId('of another model')]).size).toBe(0);
  });
});

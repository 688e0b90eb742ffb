import { describe, expect, it } from 'vitest';
import { makePicture, type Picture } from '../../../../../webview/graph/scene/picture';
import { tweenLayouts } from '../../../../../webview/graph/scene/tween';
import { readSubject } from '../../../../../webview/graph/state/subject';
import type { ItemKey } from '../../../../../webview/graph/state/treeItems';
import { fromBorder, rectOf, routeOf } from '../../../../support/geometry';
import { layOutReport } from '../../../../support/layouts';
import { resnet } from '../../../../support/sampleReports';

const subject = readSubject(resnet(3));
const [group] = [...subject.tree.groups.keys()].filter((key) => key !== subject.tree.root.key);
const shown = async (open: ReadonlySet<ItemKey>): Promise<Picture> => {
  const { graph, layout } = await layOutReport(subject, open);
  return makePicture(subject, graph, layout);
};

describe('the way from a closed group to an open one', () => {
  it('keeps the corner of the group in its place and ends at the new layout', async () => {
    const [closed, open] = [await shown(new Set()), await shown(new Set([group!]))];
    const layoutAt = tweenLayouts(closed, open, group!);
    const frame = open.graph.nodeOf(group!)!;
    for (const share of [0, 0.3, 1]) {
      const { left, top } = rectOf(layoutAt(share), frame);
      expect(left).toBeCloseTo(rectOf(open.layout, frame).left, 1);
      expect(top).toBeCloseTo(rectOf(open.layout, frame).top, 1);
    }
    expect(layoutAt(1).boxes).toEqual(open.layout.boxes);
  });

  it('starts with what was folded inside the box that it was folded into', async () => {
    const [closed, open] = [await shown(new Set()), await shown(new Set([group!]))];
    const layout = tweenLayouts(closed, open, group!)(0);
    const box = rectOf(layout, open.graph.nodeOf(group!)!);
    for (const { index, parent } of open.graph.nodes) {
      if (parent !== open.graph.nodeOf(group!)) continue;
      const { top, bottom } = rectOf(layout, index);
      expect(top).toBeGreaterThanOrEqual(box.top - 0.5);
      expect(bottom).toBeLessThanOrEqual(box.bottom + 0.5);
    }
  });

  it('keeps the ends of flow lines at boxes that only move', async () => {
    const [closed, open] = [await shown(new Set()), await shown(new Set([group!]))];
    const layout = tweenLayouts(closed, open, group!)(0.5);
    const moving = open.graph.edges.filter(
      ({ from, to }) => open.graph.nodes[from]!.parent < 0 && open.graph.nodes[to]!.parent < 0,
    );
    expect(moving.length).toBeGreaterThan(5);
    for (const { index, from, to } of moving) {
      const points = routeOf(layout, index);
      expect(fromBorder(points[0]!, rectOf(layout, from))).toBeLessThan(1);
      expect(fromBorder(points.at(-1)!, rectOf(layout, to))).toBeLessThan(1);
    }
  });
});

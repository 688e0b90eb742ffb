import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EdgeRole, type Layout } from '../../../../../src/shared/protocol/layoutContract';
import type { VisibleGraph } from '../../../../../webview/graph/layout/visibleGraph';
import { readSubject, type Subject } from '../../../../../webview/graph/state/subject';
import type { ItemKey } from '../../../../../webview/graph/state/treeItems';
import {
  contains,
  crosses,
  framesAround,
  fromBorder,
  overlap,
  rectOf,
  routeOf,
} from '../../../../support/geometry';
import { everythingOpen, layOutReport, subjectOf } from '../../../../support/layouts';
import { blockPlans, plainStyle, writeNetwork } from '../../../../support/randomNetworks';
import {
  densenet,
  plainChain,
  residualStack,
  resnet,
  transformer,
  unet,
} from '../../../../support/sampleReports';

interface Scene {
  readonly graph: VisibleGraph;
  readonly layout: Layout;
}

function expectNoOverlaps({ graph, layout }: Scene): void {
  for (const a of graph.nodes) {
    for (const b of graph.nodes.slice(a.index + 1)) {
      if (framesAround(graph, b.index).includes(a.index)) continue;
      const [one, other] = [rectOf(layout, a.index), rectOf(layout, b.index)];
      expect(overlap(one, other), `${a.item.key} overlaps ${b.item.key}`).toBe(false);
    }
  }
}

function expectChildrenInside({ graph, layout }: Scene): void {
  const whole = { left: 0, top: 0, right: layout.width, bottom: layout.height };
  for (const { index, parent, item } of graph.nodes) {
    const around = parent < 0 ? whole : rectOf(layout, parent);
    expect(contains(around, rectOf(layout, index)), `${item.key} leaves its frame`).toBe(true);
  }
}

function expectRoutesToMeetTheirBoxes({ graph, layout }: Scene): void {
  for (const { index, from, to } of graph.edges) {
    const points = routeOf(layout, index);
    expect(points.length, `edge ${from}>${to} has no route`).toBeGreaterThanOrEqual(2);
    expect(fromBorder(points[0]!, rectOf(layout, from))).toBeLessThan(1);
    expect(fromBorder(points.at(-1)!, rectOf(layout, to))).toBeLessThan(1);
  }
}

const isInLane = (role: number): boolean =>
  role === EdgeRole.shortSkip || role === EdgeRole.longSkip || role === EdgeRole.around;

/** Lines may run through the frames that hold their ends, and through nothing else. */
function expectSkipsToPassBoxes({ graph, layout }: Scene): void {
  for (const { index, from, to, role } of graph.edges) {
    if (!isInLane(role)) continue;
    const own = new Set([from, to, ...framesAround(graph, from), ...framesAround(graph, to)]);
    const points = routeOf(layout, index);
    for (const node of graph.nodes) {
      if (own.has(node.index)) continue;
      const through = crosses(points, rectOf(layout, node.index));
      expect(through, `a skip crosses ${node.item.key}`).toBe(false);
    }
  }
}

function expectSound(drawn: Scene): void {
  expectNoOverlaps(drawn);
  expectChildrenInside(drawn);
  expectRoutesToMeetTheirBoxes(drawn);
  expectSkipsToPassBoxes(drawn);
}

/** Some of the groups, as a user may have opened them. */
const someOpen = (subject: Subject, picks: readonly boolean[]): ReadonlySet<ItemKey> =>
  new Set([...subject.tree.groups.keys()].filter((_, at) => picks[at % picks.length]));

const networks = fc.record({
  plans: blockPlans,
  nested: fc.boolean(),
  chained: fc.boolean(),
  onShortcut: fc.constantFrom('nothing' as const, 'batchNorm' as const, 'dropout' as const),
  picks: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
  simple: fc.boolean(),
});

describe('the layout of any network', () => {
  it('overlaps no boxes, keeps children in their frames, ends routes at boxes, and leads skips past them', async () => {
    await fc.assert(
      fc.asyncProperty(networks, async ({ plans, picks, simple, ...style }) => {
        const subject = subjectOf(writeNetwork(plans, { ...plainStyle, ...style }));
        expectSound(await layOutReport(subject, someOpen(subject, picks), simple));
        expectSound(await layOutReport(subject, everythingOpen(subject), simple));
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  it.each([
    ['a ResNet', () => resnet(3)],
    ['a DenseNet', () => densenet(2, 6)],
    ['a U-Net', () => unet(4)],
    ['a transformer', () => transformer(3)],
  ])('is sound for %s, closed and open', async (_, make) => {
    const subject = readSubject(make());
    expectSound(await layOutReport(subject, new Set()));
    expectSound(await layOutReport(subject, everythingOpen(subject)));
  });
});

describe('shapes that people know', () => {
  it('draws a U-Net like a U: each fork level with its merge, the bottleneck below and between', async () => {
    const subject = readSubject(unet(4));
    const { graph, layout } = await layOutReport(subject, new Set());
    const long = graph.edges.filter(({ role }) => role === EdgeRole.longSkip);
    expect(long).toHaveLength(4);
    for (const { index, from, to } of long) {
      const points = routeOf(layout, index);
      expect(new Set(points.map(([, y]) => Math.round(y))).size).toBe(1);
      expect(rectOf(layout, from).right).toBeLessThan(rectOf(layout, to).left);
    }
    const lowest = Math.max(...long.map(({ from }) => rectOf(layout, from).bottom));
    const places = graph.nodes.map(({ index }) => rectOf(layout, index));
    const deepest = places.reduce((one, other) => (other.bottom > one.bottom ? other : one));
    expect(deepest.top).toBeGreaterThan(lowest);
    expect(deepest.left).toBeGreaterThan(Math.min(...places.map(({ left }) => left)));
    expect(deepest.right).toBeLessThan(Math.max(...places.map(({ right }) => right)));
  });

  it('draws a ResNet as a straight spine, each shortcut a bracket at the right of its block', async () => {
    const subject = readSubject(resnet(3));
    const { graph, layout } = await layOutReport(subject, new Set());
    const middles = graph.nodes.map(({ index }) => {
      const { left, right } = rectOf(layout, index);
      return Math.round((left + right) / 2);
    });
    expect(new Set(middles).size).toBe(1);
    const brackets = graph.edges.filter(({ role }) => role === EdgeRole.around);
    expect(brackets).toHaveLength(9);
    for (const { index, to } of brackets) {
      const { top, right, bottom } = rectOf(layout, to);
      const points = routeOf(layout, index);
      expect(points.every(([x, y]) => x > right - 1 && y > top && y < bottom)).toBe(true);
      expect(Math.max(...points.map(([x]) => x))).toBeGreaterThan(right + 10);
    }
  });

  it('gives every source of a dense block one lane, like the teeth of a comb', async () => {
    const subject = readSubject(densenet(1, 8));
    const { graph, layout } = await layOutReport(subject, everythingOpen(subject));
    const lanes = new Map<number, Set<number>>();
    for (const { index, from, role } of graph.edges) {
      if (role !== EdgeRole.shortSkip) continue;
      const lane = Math.round(Math.max(...routeOf(layout, index).map(([x]) => x)));
      lanes.set(from, (lanes.get(from) ?? new Set()).add(lane));
    }
    expect(lanes.size).toBeGreaterThan(5);
    expect([...lanes.values()].every((own) => own.size === 1)).toBe(true);
  });
});

describe('layout at scale', () => {
  it.each([
    ['a residual stack of 10,000 layers', () => residualStack(10_000)],
    ['a plain chain of 10,000 layers', () => plainChain(10_000)],
  ])('places %s, fully open, without overflowing', async (_, make) => {
    const subject = readSubject(make());
    const { graph, layout } = await layOutReport(subject, everythingOpen(subject));
    expect(graph.nodes.filter(({ open }) => !open).length).toBeGreaterThanOrEqual(10_000);
    expect(layout.height).toBeGreaterThan(100_000);
    expectRoutesToMeetTheirBoxes({ graph, layout });
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EdgeRole } from '../../../../../src/shared/protocol/layoutContract';
import { buildVisibleGraph } from '../../../../../webview/graph/layout/visibleGraph';
import { readSubject, type Subject } from '../../../../../webview/graph/state/subject';
import type { ItemKey } from '../../../../../webview/graph/state/treeItems';
import { everythingOpen, subjectOf } from '../../../../support/layouts';
import { blockPlans, plainStyle, writeNetwork } from '../../../../support/randomNetworks';
import { densenet, highway, resnet, unet } from '../../../../support/sampleReports';

const closed = new Set<ItemKey>();
const graphOf = (subject: Subject, open: ReadonlySet<ItemKey>) =>
  buildVisibleGraph(subject.tree, subject.skipPaths, open);

describe('a closed group', () => {
  it('is drawn with the shortcut around its body as a bracket, and no arc beside the arrow', () => {
    const { nodes, edges } = graphOf(readSubject(resnet(3)), closed);
    const arcs = edges.filter(({ role, skips }) => role !== EdgeRole.around && skips.length > 0);
    expect(arcs).toEqual([]);
    const skips = edges.filter(({ role }) => role === EdgeRole.around);
    expect(skips.every(({ from, to }) => from === to)).toBe(true);
    expect(skips.map(({ to }) => nodes[to]!.item.type)).toEqual(skips.map(() => 'group'));
    expect(skips.map(({ skips: [skip] }) => skip!.kind)).toEqual([
      ...Array.from({ length: 3 }, () => 'identityAdd'),
      'projectionAdd',
      'identityAdd',
      'identityAdd',
      'projectionAdd',
      'identityAdd',
      'identityAdd',
    ]);
  });

  it('counts the skips it holds with those that begin at its entrance', () => {
    const { nodes, edges } = graphOf(readSubject(densenet(1, 6)), closed);
    const block = nodes.find(({ item }) => item.type === 'group' && item.name === 'denseBlock')!;
    expect(block.inner).toHaveLength(15);
    expect(edges.filter(({ skips }) => skips.length > 0)).toEqual([]);
  });

  it('keeps the arc of a skip that crosses other blocks', () => {
    const { edges } = graphOf(readSubject(unet(3)), closed);
    const arcs = edges.filter(({ skips }) => skips.length > 0);
    expect(arcs.length).toBeGreaterThanOrEqual(3);
    expect(arcs.every(({ role, from, to }) => role === EdgeRole.longSkip && from !== to)).toBe(
      true,
    );
  });
});

describe('an open group', () => {
  it('draws a projection through its own boxes, beside the body', () => {
    const subject = readSubject(resnet(3));
    const { edges } = graphOf(subject, everythingOpen(subject));
    const branch = edges.filter(({ role }) => role === EdgeRole.branch);
    expect(branch.length).toBe(2 * 3);
    expect(branch.every(({ skips: [skip] }) => skip!.kind === 'projectionAdd')).toBe(true);
  });

  it('follows a gate from its fork over the product to the sum', () => {
    const subject = readSubject(highway(2));
    const [path] = subject.skipPaths;
    expect(path!.layers.map((id) => subject.tree.layers.get(id)!.kind)).toEqual([
      'Dense',
      'Multiply',
      'Add',
    ]);
  });
});

describe('any network, however opened', () => {
  it('shows every layer in exactly one box and loses no skip', () => {
    const networks = fc.record({
      plans: blockPlans,
      nested: fc.boolean(),
      picks: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(networks, ({ plans, nested, picks }) => {
        const subject = subjectOf(writeNetwork(plans, { ...plainStyle, nested }));
        const keys = [...subject.tree.groups.keys()];
        const open = new Set(keys.filter((_, at) => picks[at % picks.length]));
        const { nodes, edges } = graphOf(subject, open);
        const boxed = nodes
          .filter((node) => !node.open)
          .flatMap(({ item }) => (item.type === 'layer' ? [item.layer] : item.layers));
        expect(boxed.map(({ id }) => id).sort()).toEqual([...subject.tree.layers.keys()].sort());
        const shown = new Set(
          [...nodes.flatMap(({ inner }) => inner), ...edges.flatMap(({ skips }) => skips)].map(
            ({ id }) => id,
          ),
        );
        expect([...shown].sort()).toEqual([...subject.skips.keys()].sort());
      }),
    );
  });
});

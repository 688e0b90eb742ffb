import { describe, expect, it } from 'vitest';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import { withoutEdge } from '../../../../src/analysis/skips/withoutEdges';
import { layerId, type NetworkGraph } from '../../../../src/shared/network/network';
import type { AblatedConnection, ForkProbe, Probe } from '../../../../src/shared/report/probe';
import { codesOf, findingsOf, graphOf, layer, operations, probeOf, weight } from './builders';

const { input, dense, add } = operations;

/** input → stem → a1 → a2 → sum, past a projection; then b1 → b2 → end with an identity at slot 1 and at slot 2. */
const network: NetworkGraph = graphOf([
  layer('input', input),
  layer('stem', dense, { inputs: ['input'] }),
  layer('a1', dense, { inputs: ['stem'] }),
  layer('a2', dense, { inputs: ['a1'] }),
  layer('project', operations.linear, { inputs: ['stem'] }),
  layer('sum', add, { inputs: ['a2', 'project'] }),
  layer('b1', dense, { inputs: ['sum'] }),
  layer('b2', dense, { inputs: ['b1'] }),
  layer('b3', dense, { inputs: ['b2'] }),
  layer('end', add, { inputs: ['b3', 'b1', 'sum'] }),
]);
const skips = findSkips(network);
const fork = (skip: string, shortcutShare: number): ForkProbe => ({
  ...{ skip, shortcutL2: shortcutShare, bodyL2: 1 - shortcutShare, shortcutShare },
});
const shortcutInto = (to: string, slot: number): AblatedConnection => {
  const { id, from } = skips.items.find((skip) => skip.to === to && skip.slot === slot)!;
  return { skip: id, from, to: layerId(to), slot };
};
const idsOf = ({ layers }: NetworkGraph): string[] => layers.map(({ id }) => id);

describe('a network without an edge', () => {
  it('lacks what led only over the edge, and nothing else', () => {
    const { graph, idle } = withoutEdge(network, { to: layerId('sum'), slot: 1 });
    expect([...idle]).toEqual(['project']);
    expect(idsOf(graph)).toEqual(idsOf(network).filter((id) => id !== 'project'));
    expect(graph.layers.find(({ id }) => id === 'sum')!.inputs).toEqual([
      { layer: 'a2', output: 0 },
    ]);
  });

  it('keeps a layer that another one reads as well', () => {
    expect(withoutEdge(network, { to: layerId('end'), slot: 2 }).idle).toEqual(new Set());
  });
});

describe('the findings of a probe without a shortcut', () => {
  const unused = weight({ gradient: undefined as never });
  const measured = { stem: { weightGradient: 1 }, project: { weights: [unused] } };
  const probe = probeOf(measured);

  it('do not call a layer disconnected that led only there', () => {
    expect(codesOf(findingsOf(network, probe, skips))).toEqual(['disconnected']);
    const cut = { ...probe, ablated: [shortcutInto('sum', 1)] };
    expect(codesOf(findingsOf(network, cut, skips))).toEqual([]);
  });

  it('know the other skips of the same merge, whose slots have moved up', () => {
    const idle = { ...probe, forks: [fork('sum>end:2', 1e-9)] };
    const cut = { ...idle, ablated: [shortcutInto('end', 1)] };
    expect(skips.items.map(({ id }) => id)).toEqual(['stem>sum:1', 'b1>end:1', 'sum>end:2']);
    expect(codesOf(findingsOf(network, cut, skips))).toContain('idle-shortcut');
  });

  it('know the other skip of a merge that lost two of its inputs', () => {
    const wide = graphOf([
      ...network.layers.slice(0, -1),
      layer('end', add, { inputs: ['b3', 'b2', 'b1', 'sum'] }),
    ]);
    const found = findSkips(wide);
    const ablated = [1, 2].map((slot): AblatedConnection => {
      const { id, from, to } = found.items.find((one) => one.to === 'end' && one.slot === slot)!;
      return { skip: id, from, to, slot };
    });
    const idle = { ...probe, forks: [fork('sum>end:3', 1e-9)], ablated };
    expect(codesOf(findingsOf(wide, idle, found))).toContain('idle-shortcut');
  });

  it('count the layers in a row that it went past', () => {
    const stack = (cut: Pick<Probe, 'ablated'>) =>
      findingsOf(network, { ...probeOf({}), ...cut }, skips, { plainStack: 4 });
    expect(codesOf(stack({}))).toEqual([]);
    const [found] = stack({ ablated: [shortcutInto('sum', 1)] });
    expect(found).toMatchObject({ code: 'deep-plain-stack', evidence: { weightedLayers: 6 } });
  });

  it('take no channel of zeros for a dead unit, where zeros stand for what was concatenated', () => {
    const { concat, relu, batchNorm, conv } = operations;
    const wide = graphOf([
      layer('input', input),
      layer('stem', conv, { inputs: ['input'] }),
      layer('a', conv, { inputs: ['stem'] }),
      layer('join', concat, { inputs: ['stem', 'a'] }),
      layer('norm', batchNorm, { inputs: ['join'] }),
      layer('early', relu, { inputs: ['norm'] }),
      layer('mixed', conv, { inputs: ['early'] }),
      layer('late', relu, { inputs: ['mixed'] }),
    ]);
    const found = findSkips(wide);
    const [{ id, from, to, slot }] = found.items as [(typeof found.items)[0]];
    const dead = { activation: { deadShare: 0.6 } };
    const cut = (measured: Parameters<typeof probeOf>[0]) =>
      findingsOf(wide, { ...probeOf(measured), ablated: [{ skip: id, from, to, slot }] }, found);
    expect(codesOf(findingsOf(wide, probeOf({ early: dead }), found))).toEqual(['dead-relu']);
    expect(codesOf(cut({ early: dead }))).toEqual([]);
    expect(cut({ early: dead, late: dead })).toMatchObject([{ code: 'dead-relu', layer: 'late' }]);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeNetwork } from '../../../../src/analysis/cost/describeNetwork';
import type { Group, GroupId, NetworkGraph } from '../../../../src/shared/network/network';
import { groupId, WHOLE_NETWORK } from '../../../../src/shared/network/network';
import * as encoderDecoder from '../../../support/architectures/encoderDecoder';
import type { Tensor } from '../../../support/graphBuilder';
import { NetworkBuilder } from '../../../support/networkBuilder';
import { outline } from '../../../support/outline';
import { blockPlans, writeNetwork } from '../../../support/randomNetworks';

type Call = readonly [name: string, first: number, last: number];

/** A network with calls of functions, each the layers from one position to another; outer calls first. */
function withCalls(
  { layers, groups, outputs }: NetworkGraph,
  calls: readonly Call[],
): NetworkGraph {
  const made = calls.map(([name, first, last], index): Group & { first: number; last: number } => {
    const around = calls.slice(0, index).reduce((best, [, from, to], at) => {
      return from <= first && last <= to ? at : best;
    }, -1);
    const parent = around < 0 ? null : groupId(`call ${around}`);
    const kind = name.startsWith('iteration') ? 'iteration' : 'function';
    return { id: groupId(`call ${index}`), name, parent, kind, repeat: 1, first, last };
  });
  const homes = layers.map((layer, position) => {
    const home = [...made]
      .reverse()
      .find(({ first, last }) => first <= position && position <= last);
    return home ? { ...layer, group: home.id } : layer;
  });
  return { layers: homes, groups: [...groups, ...made], outputs };
}

const draw = (graph: NetworkGraph, calls: readonly Call[]): string =>
  `\n${outline(describeNetwork(withCalls(graph, calls)))}\n`;

function network(write: (net: NetworkBuilder, x: Tensor) => Tensor): NetworkGraph {
  const net = new NetworkBuilder();
  return net.graph(write(net, net.conv(net.input(8, 8, 4), 4)));
}

const residual = (net: NetworkBuilder, x: Tensor): Tensor =>
  net.relu(net.add(x, net.conv(net.relu(net.conv(x, 4)), 4)));

describe('calls of source functions', () => {
  it('name the blocks that they made, and equal neighbours still fold', () => {
    const graph = network((net, x) => residual(net, residual(net, x)));
    expect(
      draw(graph, [
        ['residualBlock', 2, 6],
        ['residualBlock', 7, 11],
      ]),
    ).toBe(`
[stem · 4→4]
  input1 conv1
[residualBlock · 4→4 ×2]
  [residualBlock 1 · 4→4]
    conv2 relu1 conv3 add1 relu2
  [residualBlock 2 · 4→4]
    conv4 relu3 conv5 add2 relu4
`);
  });

  it('name a block of which they made all but the last activation', () => {
    const graph = network((net, x) => residual(net, residual(net, x)));
    expect(
      draw(graph, [
        ['body', 2, 5],
        ['body', 7, 10],
      ]),
    ).toBe(`
[stem · 4→4]
  input1 conv1
[body · 4→4 · residual ×2]
  [body 1 · 4→4 · residual]
    conv2 relu1 conv3 add1 relu2
  [body 2 · 4→4 · residual]
    conv4 relu3 conv5 add2 relu4
`);
  });

  it('take what is no step into their block', () => {
    const graph = network((net, x) => net.conv(net.dropout(residual(net, x)), 4));
    expect(draw(graph, [['residualBlock', 2, 7]])).toBe(`
[stem · 4→4]
  input1 conv1
[residualBlock · 4→4]
  conv2 relu1 conv3 add1 relu2 dropout1
conv4
`);
  });

  it('become groups where they hold blocks', () => {
    const graph = network((net, x) => residual(net, net.conv(x, 4)));
    expect(draw(graph, [['stage', 2, 7]])).toBe(`
[stem · 4→4]
  input1 conv1
[stage · 4→4]
  conv2
  [residual block 1 · 4→4]
    conv3 relu1 conv4 add1
  relu2
`);
  });

  it('outside of blocks become groups where they are more than one step', () => {
    const graph = network((net, x) => net.conv(net.relu(net.conv(net.relu(net.conv(x, 4)), 4)), 4));
    expect(
      draw(graph, [
        ['two', 2, 4],
        ['one', 5, 5],
      ]),
    ).toBe(`
[stem · 4→4]
  input1 conv1
[two · 4→4]
  conv2 relu1 conv3
[stage 1 · 4→4]
  relu2 conv4
`);
  });

  it('leave a block its name where they are iterations, and hold what is more than a block', () => {
    const graph = network((net, x) => net.conv(residual(net, net.conv(residual(net, x), 4)), 8));
    expect(
      draw(graph, [
        ['iteration 1', 2, 6],
        ['iteration 2', 7, 12],
      ]),
    ).toBe(`
[stem · 4→4]
  input1 conv1
[residual block 1 · 4→4]
  conv2 relu1 conv3 add1
relu2
[stage 2 · 4→4]
  conv4
  [residual block 2 · 4→4]
    conv5 relu3 conv6 add2
  relu4
conv7
`);
  });

  it('fold as equal neighbours where they are iterations', () => {
    const graph = network((net, x) => {
      const round = (y: Tensor) => net.conv(net.relu(net.conv(y, 4)), 4);
      return net.dense(net.flatten(round(round(round(x)))), 2);
    });
    const calls: Call[] = [1, 2, 3].map((k) => [`iteration ${k}`, 3 * k - 1, 3 * k + 1]);
    expect(draw(graph, calls)).toBe(`
[stem · 4→4]
  input1 conv1
[stage · 4→4 ×3]
  [stage 1 · 4→4]
    conv2 relu1 conv3
  [stage 2 · 4→4]
    conv4 relu2 conv5
  [stage 3 · 4→4]
    conv6 relu3 conv7
[head · 4→2]
  reshape1 dense1
`);
  });

  it('give way to blocks that they cross and to the levels of a U-shape', () => {
    const graph = network((net, x) => residual(net, x));
    expect(draw(graph, [['part', 1, 3]])).toBe(draw(graph, []));
    const unet = encoderDecoder.uNet({ levels: 2 });
    const calls: Call[] = [
      ['encoder', 0, 5],
      ['doubleConv', 1, 2],
      ['doubleConv', 4, 5],
    ];
    expect(draw(unet, calls)).toBe(draw(unet, []));
  });
});

/** Calls that nest: each cut lies within the one before, or behind it. */
const nestedCalls = fc
  .array(
    fc.record({
      name: fc.constantFrom('block', 'stage', 'unit', 'iteration 1', 'iteration 2'),
      start: fc.double({ min: 0, max: 1, noNaN: true }),
      size: fc.nat({ max: 20 }),
    }),
    { maxLength: 12 },
  )
  .map((wishes) => (count: number): Call[] => {
    const kept: Call[] = [];
    for (const { name, start, size } of [...wishes].sort((a, b) => b.size - a.size)) {
      const first = Math.floor(start * (count - 1));
      const last = Math.min(count - 1, first + 1 + size);
      const fits = kept.every(([, from, to]) => {
        const apart = last < from || to < first;
        return apart || (from <= first && last <= to && last - first < to - from);
      });
      if (fits && last > first) kept.push([name, first, last]);
    }
    return kept;
  });

describe('groups of random networks with random calls', () => {
  it('have names of their own, nest, hold each layer once, and keep all folds', () => {
    fc.assert(
      fc.property(blockPlans, nestedCalls, (plans, calls) => {
        const graph = writeNetwork(plans);
        const { layers, groups } = describeNetwork(withCalls(graph, calls(graph.layers.length)));
        const known = new Map(groups.map((group) => [group.id, group]));
        expect(known.size).toBe(groups.length);
        expect(layers.map(({ id }) => id)).toEqual(graph.layers.map(({ id }) => id));
        for (const { group } of layers) {
          const seen = new Set<string>();
          for (let at: GroupId | null = group; at !== null; at = known.get(at)!.parent) {
            expect(known.has(at) && !seen.has(at)).toBe(true);
            seen.add(at);
          }
          expect(seen.has(WHOLE_NETWORK)).toBe(true);
        }
        for (const { id, repeat } of groups.filter((group) => group.repeat > 1)) {
          expect(groups.filter(({ parent }) => parent === id)).toHaveLength(repeat);
        }
      }),
      { numRuns: 200 },
    );
  });
});

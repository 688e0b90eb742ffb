import { describe, expect, it } from 'vitest';
import { describeNetwork } from '../../../src/analysis/cost/describeNetwork';
import { findFindings } from '../../../src/analysis/findings/findFindings';
import { describeStructure } from '../../../src/analysis/paths/describeStructure';
import { findSkips } from '../../../src/analysis/skips/findSkips';
import type { NetworkGraph } from '../../../src/shared/network/network';
import { NetworkBuilder } from '../../support/networkBuilder';

function residualStack(blocks: number): NetworkGraph {
  const net = new NetworkBuilder();
  let x = net.input(8, 8, 4);
  for (let block = 0; block < blocks; block++) {
    x = net.add(x, net.conv(net.relu(net.conv(x, 4)), 4));
  }
  return net.graph(x);
}

function uShape(levels: number): NetworkGraph {
  const net = new NetworkBuilder();
  const encoded = [];
  let x = net.input(8, 8, 4);
  for (let level = 0; level < levels; level++) {
    encoded.push((x = net.relu(net.conv(x, 4))));
    x = net.pool(x);
  }
  x = net.conv(x, 4);
  for (const skip of encoded.reverse()) x = net.conv(net.concat([net.up(x), skip]), 4);
  return net.graph(x);
}

/** Deeper than a stack of calls may be. */
describe('the whole analysis of a network of more than 12,000 layers overflows no stack', () => {
  it.each([
    ['residual blocks one after the other', residualStack(3_000), { identityAdd: 3_000, long: 0 }],
    ['levels of a U-shape in one another', uShape(2_100), { concat: 2_100, long: 2_100 }],
  ])('%s', (_, graph, merges) => {
    const skips = findSkips(graph);
    expect(skips.merges).toMatchObject(merges);
    const network = describeNetwork(graph, skips);
    expect(network.layers.length).toBeGreaterThan(12_000);
    expect(() => findFindings({ graph, network, skips })).not.toThrow();
    const { paths } = describeStructure(graph, skips);
    expect(paths.longest).toBeGreaterThan(4_000);
  });
});

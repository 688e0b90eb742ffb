import { describe, expect, it } from 'vitest';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import { NetworkBuilder } from '../../../support/networkBuilder';

describe('findSkips', () => {
  it('sees nothing to report in a plain chain', () => {
    const net = new NetworkBuilder();
    const out = net.relu(net.conv(net.relu(net.conv(net.input(8, 8, 4), 4)), 4));
    const { merges, connections, items } = findSkips(net.graph(out));
    expect([merges.total, connections, items]).toEqual([0, 0, []]);
  });

  it('finds the shortcut of a residual block and counts what it jumps over', () => {
    const net = new NetworkBuilder();
    const x = net.input(8, 8, 4);
    const out = net.add(x, net.conv(net.relu(net.conv(x, 4)), 4));
    expect(findSkips(net.graph(out)).items).toEqual([
      {
        id: 'input1>add1:0',
        kind: 'identityAdd',
        reach: 'short',
        from: 'input1',
        to: 'add1',
        slot: 0,
        span: 2,
        spatialChange: 'none',
        partial: false,
      },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import type { Tensor } from '../../../support/graphBuilder';
import { NetworkBuilder } from '../../../support/networkBuilder';

type Across = (net: NetworkBuilder, x: Tensor) => Tensor;

/** A U-shape of one level with this block across; the norm keeps a merge from folding into the other. */
function uShape(across: Across) {
  const net = new NetworkBuilder();
  const x = net.conv(net.input(16, 16, 3), 8);
  const low = net.relu(net.conv(net.relu(net.conv(net.pool(x), 8)), 8));
  return findSkips(net.graph(net.conv(net.concat([net.up(low), across(net, x)]), 4)));
}
const branch: Across = (net, x) => net.conv(net.relu(net.conv(x, 8)), 8);

describe('a long skip that passes blocks of its own', () => {
  it.each<readonly [string, Across, string]>([
    ['a residual block', (net, x) => net.add(x, branch(net, x)), 'concat'],
    ['its operands swapped', (net, x) => net.add(branch(net, x), x), 'concat'],
    ['its projection', (net, x) => net.add(branch(net, x), net.conv(x, 8)), 'projectionConcat'],
    [
      'a dense block',
      (net, x) => net.batchNorm(net.concat([x, net.relu(net.conv(x, 8))])),
      'concat',
    ],
    [
      'parallel convolutions',
      (net, x) => net.batchNorm(net.concat([net.conv(x, 4), net.conv(x, 4)])),
      'projectionConcat',
    ],
    [
      'two residual blocks',
      (net, x) => {
        const y = net.relu(net.add(x, branch(net, x)));
        return net.relu(net.add(y, branch(net, y)));
      },
      'concat',
    ],
  ])('%s', (_, across, kind) => {
    const { merges, items } = uShape(across);
    expect(merges.long).toBe(1);
    expect(items.filter(({ reach }) => reach === 'long').map((skip) => skip.kind)).toEqual([kind]);
  });

  it('is none where the block costs as much as what it bypasses', () => {
    const { merges } = uShape((net, x) => branch(net, net.add(x, branch(net, x))));
    expect(merges.long).toBe(0);
  });

  it('is none where the block goes down and up itself', () => {
    const { merges } = uShape((net, x) =>
      net.relu(net.add(net.relu(net.conv(x, 8)), net.up(net.conv(net.pool(x), 8)))),
    );
    expect(merges.long).toBe(0);
  });
});

it('the blocks that an outer shortcut bypasses are no shortcut', () => {
  const net = new NetworkBuilder();
  const x = net.conv(net.input(16, 16, 3), 8);
  let y = x;
  for (let block = 0; block < 3; block++) y = net.relu(net.add(y, branch(net, y)));
  const { merges } = findSkips(net.graph(net.add(net.conv(x, 8), y)));
  expect(merges).toMatchObject({ identityAdd: 3, projectionAdd: 1, total: 4 });
});

import { describe, expect, it } from 'vitest';
import { describeStructure } from '../../../../src/analysis/paths/describeStructure';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import type { NetworkGraph } from '../../../../src/shared/network/network';
import { denseNet } from '../../../support/architectures/dense';
import { fcn, uNet } from '../../../support/architectures/encoderDecoder';
import { vgg } from '../../../support/architectures/plain';
import { cifarResnet } from '../../../support/architectures/residual';
import { transformerEncoder } from '../../../support/architectures/sequence';
import { NetworkBuilder } from '../../../support/networkBuilder';

const structure = (graph: NetworkGraph) => describeStructure(graph, findSkips(graph));

function binomial(n: number, k: number): bigint {
  let value = 1n;
  for (let i = 1; i <= k; i++) value = (value * BigInt(n - k + i)) / BigInt(i);
  return value;
}

describe('the paths of a residual network of 54 blocks (Veit et al. 2016)', () => {
  const { paths } = structure(cifarResnet(110, 'A'));
  const bodies = paths.byBodies!.paths.map(BigInt);

  it('are 2⁵⁴', () => {
    expect(paths.count).toBe(String(2n ** 54n));
  });

  it('go through a binomially distributed number of bodies', () => {
    expect(paths.byBodies!.from).toBe(0);
    expect(bodies).toEqual(Array.from({ length: 55 }, (_, k) => binomial(54, k)));
  });

  it('go through 19 to 35 bodies in more than 95 of 100 cases', () => {
    const inside = bodies.slice(19, 36).reduce((sum, count) => sum + count, 0n);
    expect(Number((1000n * inside) / 2n ** 54n) / 10).toBeGreaterThan(95);
  });

  it('have 2 to 110 transforming layers', () => {
    expect([paths.shortest, paths.longest]).toEqual([2, 110]);
    expect(paths.byLayers).toMatchObject({ from: 2 });
    expect(paths.byLayers!.paths).toHaveLength(109);
  });

  it('pass every body half as often as its merge', () => {
    const through = new Map(paths.through!.map((one) => [one.layer as string, BigInt(one.paths)]));
    expect([through.get('conv2'), through.get('add1')]).toEqual([2n ** 53n, 2n ** 54n]);
  });
});

describe('the paths of other networks', () => {
  it('VGG has one', () => {
    expect(structure(vgg()).paths).toMatchObject({ count: '1', shortest: 16, longest: 16 });
  });

  it('positions that accompany the tokens of a transformer start none', () => {
    expect(structure(transformerEncoder(3)).paths.count).toBe('64');
  });

  it('a chained dense block of L layers has 2 to the L', () => {
    expect(structure(denseNet([5], { form: 'chained' })).paths.count).toBe('32');
  });
});

describe('the U-shape', () => {
  const levels = (graph: NetworkGraph) =>
    structure(graph).uShape.map(({ level, skip }) => [level, skip !== undefined]);

  it('of a U-Net has a long skip at every level', () => {
    expect(levels(uNet())).toEqual([
      [1, true],
      [2, true],
      [3, true],
      [4, true],
    ]);
  });

  it('names the level that lacks its long skip, and its two sides', () => {
    const { uShape } = structure(uNet({ levels: 3, without: [1] }));
    expect(uShape.map(({ level, skip }) => [level, skip !== undefined])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
    expect(uShape[1]).toEqual({ level: 2, encoder: 'conv4', decoder: 'convtranspose2' });
  });

  it('of FCN-32s comes back to the full resolution in one step, without a skip', () => {
    expect(levels(fcn(32))).toEqual([[1, false]]);
  });

  it('is none where the resolution only falls', () => {
    expect(levels(cifarResnet(20, 'B'))).toEqual([]);
  });
});

describe('growth and memory', () => {
  it.each(['list', 'chained'] as const)('a dense block, %s, widens by its growth rate', (form) => {
    const { denseGrowth } = structure(denseNet([3], { growth: 4, form }));
    expect(denseGrowth.map((one) => [one.channelsBefore, one.channelsAfter])).toEqual([
      [8, 12],
      [12, 16],
      [16, 20],
    ]);
  });

  it('a chain holds two tensors at a time and none for a skip', () => {
    const net = new NetworkBuilder();
    const out = net.relu(net.relu(net.relu(net.input(10, 4))));
    expect(structure(net.graph(out)).memory).toEqual({
      forwardPeakBytes: 2 * 160,
      trainingBytes: 4 * 160,
      heldBySkips: 0,
    });
  });

  it('a shortcut holds its tensor while the body runs', () => {
    const net = new NetworkBuilder();
    const x = net.input(10, 4);
    const out = net.add(net.dense(net.dense(net.dense(x, 4), 4), 4), x);
    // While the second dense layer runs: its input, its output, and x for the shortcut.
    expect(structure(net.graph(out)).memory).toEqual({
      forwardPeakBytes: 3 * 160,
      trainingBytes: 5 * 160,
      heldBySkips: 1 / 3,
    });
  });
});

import { describe, expect, it } from 'vitest';
import { findFindings } from '../../../../src/analysis/findings/findFindings';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import { describeNetwork } from '../../../../src/analysis/cost/describeNetwork';
import type { NetworkGraph } from '../../../../src/shared/network/network';
import type { LayerCost, Profile, Quartiles } from '../../../../src/shared/report/profile';
import { costFindingCodes } from '../../../../src/shared/report/costFindings';
import { NetworkBuilder } from '../../../support/networkBuilder';

const even = (median: number): Quartiles => ({ lower: median, median, upper: median });

const usual = { macs: 0, share: 0, intensity: 100, attained: 0.5, kept: 0, bytes: 0 };

/** A layer's costs: MACs, its share of a step, MACs per byte. */
function cost(
  layer: LayerCost['layer'],
  given: Partial<Record<keyof typeof usual | 'lower', number>> = {},
): LayerCost {
  const { macs, share, intensity, attained, kept, bytes } = { ...usual, ...given };
  const lower = given.lower ?? share;
  return {
    layer,
    counts: {
      macs: { forward: macs, backward: 2 * macs },
      parameters: { trainable: 0, frozen: 0 },
      ...{ buffers: 0, weightBytes: {}, keptBytes: kept, activationBytes: bytes },
    },
    time: {
      ...{ forward: even(share), backward: even(0), update: even(0) },
      total: { lower: 100 * lower, median: 100 * share, upper: 100 * share },
      share,
    },
    roofline: { intensity, bound: 'compute', attained },
  };
}

const sum = (costs: readonly LayerCost[]): number =>
  costs.reduce((total, { counts }) => total + counts.macs!.forward, 0);

function profileOf(layers: readonly LayerCost[], more: Partial<Profile> = {}): Profile {
  const forward = sum(layers);
  const parts = { weights: 0, gradients: 0, optimizer: 0, batch: 0, activations: 0, workspace: 0 };
  return {
    ...{ batchSize: 16, optimizer: 'sgd', loss: 'mse', timed: 'own', layers, seconds: 1 },
    totals: {
      macs: { forward, backward: 2 * forward },
      parameters: { trainable: 0, frozen: 0 },
      ...{ buffers: 0, weightBytes: {} },
    },
    step: { warmup: 2, steps: 5, untapped: even(100) },
    memory: { parts, peak: 1000, peakAt: 0, curve: [], owners: [], heldBySkips: 0 },
    roof: { macsPerSecond: 10, bytesPerSecond: 1, ridge: 10 },
    ...more,
  };
}

function costsFound(graph: NetworkGraph, profile: Profile) {
  const skips = findSkips(graph);
  const network = describeNetwork(graph, skips);
  return findFindings({ graph, network, skips, profile }).filter(({ code }) =>
    (costFindingCodes as readonly string[]).includes(code),
  );
}

function chain() {
  const net = new NetworkBuilder();
  const first = net.conv(net.input(8, 8, 3), 4);
  const graph = net.graph(net.conv(first, 4));
  const [input, one, two] = graph.layers.map(({ id }) => id);
  return { graph, input: input!, one: one!, two: two! };
}

describe('a layer that takes a third of a step', () => {
  it.each([
    ['few MACs', { macs: 5, share: 0.4 }, ['slow-layer']],
    ['many MACs', { macs: 500, share: 0.4 }, []],
    ['few MACs, in some of the steps only', { macs: 5, share: 0.4, lower: 0.1 }, []],
    ['few MACs per byte, near the roof', { share: 0.4, intensity: 0.1 }, ['memory-bound']],
    [
      'few MACs per byte, far below the roof',
      { share: 0.4, intensity: 0.1, attained: 0.01 },
      ['slow-layer'],
    ],
  ])('for %s', (_, costs, codes) => {
    const { graph, one, two } = chain();
    const profile = profileOf([cost(one, costs), cost(two, { macs: 100, share: 0.05 })]);
    expect(costsFound(graph, profile).map(({ code }) => code)).toEqual(codes);
    expect(costsFound(graph, { ...profile, timed: 'lowered' })).toEqual([]);
  });
});

it('names what keeps much and costs little to run again', () => {
  const { graph, one, two } = chain();
  const profile = profileOf([cost(one, { macs: 100, kept: 900 }), cost(two, { kept: 300 })]);
  expect(costsFound(graph, profile)).toMatchObject([
    { code: 'recompute-candidate', layer: two, evidence: { bytes: 300, bytesShare: 0.3 } },
  ]);
});

it('names the batch that is too small, where the line fits the step', () => {
  const { graph, input, one } = chain();
  const batches = (fixed: number) => ({
    points: [],
    time: { fixed, perSample: 1 },
    growsFrom: fixed,
  });
  const found = (fixed: number) =>
    costsFound(graph, profileOf([cost(one, { macs: 1 })], { batches: batches(fixed) }));
  expect(found(84)).toMatchObject([
    { code: 'batch-too-small', layer: input, evidence: { growsFrom: 84, fixedShare: 0.84 } },
  ]);
  expect(found(20)).toEqual([]);
  expect(found(120)).toEqual([]);
});

it('names concatenations of concatenations, and no single one', () => {
  const dense = (merges: number) => {
    const net = new NetworkBuilder();
    let x = net.conv(net.input(8, 8, 3), 4);
    for (let i = 0; i < merges; i++) x = net.concat([x, net.conv(x, 4)]);
    return net.graph(x);
  };
  const found = (merges: number) => {
    const graph = dense(merges);
    const layers = graph.layers.map(({ id, outputShape: [shape = []] }) =>
      cost(id, { macs: 1, bytes: shape.at(-1)! }),
    );
    return costsFound(graph, profileOf(layers));
  };
  expect(found(3)).toEqual([]);
  const [finding] = found(12);
  expect(finding).toMatchObject({ code: 'wide-concat', evidence: { merges: 12, lastBytes: 52 } });
});

import { describe, expect, it } from 'vitest';
import { describeNetwork } from '../../../../../src/analysis/cost/describeNetwork';
import { findSkips } from '../../../../../src/analysis/skips/findSkips';
import { describedRecording } from '../../../../support/recordings';

interface Published {
  readonly name: string;
  /** As torchvision's documentation gives it; the auxiliary heads of Inception networks count. */
  readonly parameters: number;
  /** Multiply-accumulates in 10⁹, to the two digits that torchvision's documentation gives. */
  readonly gigaMacs: number;
  /** Skip connections by kind, as the paper builds them. */
  readonly skips: Readonly<Record<string, number>>;
  /** Squeeze-and-excitation gates. */
  readonly gates?: number;
}

const published: readonly Published[] = [
  // No connection skips a layer.
  { name: 'alexnet', parameters: 61_100_840, gigaMacs: 0.71, skips: {} },
  { name: 'vgg11_bn', parameters: 132_868_840, gigaMacs: 7.61, skips: {} },
  { name: 'squeezenet1_1', parameters: 1_235_496, gigaMacs: 0.35, skips: {} },
  { name: 'googlenet', parameters: 13_004_888, gigaMacs: 1.51, skips: {} },
  { name: 'inception_v3', parameters: 27_161_264, gigaMacs: 5.72, skips: {} },
  // He et al. 2016: one per block, a projection where the width changes.
  {
    name: 'resnet18',
    parameters: 11_689_512,
    gigaMacs: 1.81,
    skips: { identityAdd: 5, projectionAdd: 3 },
  },
  {
    name: 'resnet50',
    parameters: 25_557_032,
    gigaMacs: 4.09,
    skips: { identityAdd: 12, projectionAdd: 4 },
  },
  {
    name: 'resnext50_32x4d',
    parameters: 25_028_904,
    gigaMacs: 4.23,
    skips: { identityAdd: 12, projectionAdd: 4 },
  },
  {
    name: 'wide_resnet50_2',
    parameters: 68_883_240,
    gigaMacs: 11.4,
    skips: { identityAdd: 12, projectionAdd: 4 },
  },
  // Radosavovic et al. 2020: stages of 1, 2, 7, 12 and 1, 3, 6, 6 blocks.
  {
    name: 'regnet_x_400mf',
    parameters: 5_495_976,
    gigaMacs: 0.41,
    skips: { identityAdd: 18, projectionAdd: 4 },
  },
  {
    name: 'regnet_y_400mf',
    parameters: 4_344_144,
    gigaMacs: 0.4,
    skips: { identityAdd: 12, projectionAdd: 4 },
    gates: 16,
  },
  // Huang et al. 2017: L(L + 1)/2 in each block of 6, 12, 24 and 16 layers.
  { name: 'densenet121', parameters: 7_978_856, gigaMacs: 2.83, skips: { concat: 535 } },
  // Inverted residual blocks of stride 1 that keep their width.
  { name: 'mobilenet_v2', parameters: 3_504_872, gigaMacs: 0.3, skips: { identityAdd: 10 } },
  {
    name: 'mobilenet_v3_large',
    parameters: 5_483_032,
    gigaMacs: 0.22,
    skips: { identityAdd: 10 },
    gates: 8,
  },
  { name: 'mnasnet1_0', parameters: 4_383_312, gigaMacs: 0.31, skips: { identityAdd: 10 } },
  {
    name: 'efficientnet_b0',
    parameters: 5_288_548,
    gigaMacs: 0.39,
    skips: { identityAdd: 9 },
    gates: 16,
  },
  // Ma et al. 2018: half of the channels pass each unit of stride 1; stages of 4, 8 and 4 units.
  { name: 'shufflenet_v2_x1_0', parameters: 2_278_604, gigaMacs: 0.14, skips: { concat: 13 } },
  // One per block; two where attention and MLP are apart.
  { name: 'convnext_tiny', parameters: 28_589_128, gigaMacs: 4.46, skips: { identityAdd: 18 } },
  { name: 'swin_t', parameters: 28_288_354, gigaMacs: 4.49, skips: { identityAdd: 24 } },
  { name: 'vit_b_16', parameters: 86_567_656, gigaMacs: 17.56, skips: { identityAdd: 24 } },
  // Ronneberger et al. 2015: one long concatenation per level.
  { name: 'unet', parameters: 31_037_698, gigaMacs: 3.01, skips: { concat: 4 } },
  { name: 'unet_bilinear', parameters: 13_391_426, gigaMacs: 1.93, skips: { concat: 4 } },
  // Two per block; the weights of token embedding and head are one.
  { name: 'decoder', parameters: 459_936, gigaMacs: 0.02, skips: { identityAdd: 8 } },
];

const counted = (kinds: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

describe.each(published)('$name, recorded from PyTorch', ({ name, ...expected }) => {
  const { description } = describedRecording(name);
  const { graph } = description;
  const skips = findSkips(graph);
  const { totals } = describeNetwork(graph, skips);

  it('has the skip connections of its paper', () => {
    expect(counted(skips.items.map(({ kind }) => kind))).toEqual(expected.skips);
    expect(skips.gates.length).toBe(expected.gates ?? 0);
  });

  it('has the parameters of PyTorch, each in one weight', () => {
    expect(totals.parameters).toBe(expected.parameters);
    const sizes = description.weights.map(({ size }) => size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(expected.parameters);
  });

  it('costs the multiply-accumulates that are published', () => {
    expect((totals.macs ?? 0) / 1e9).toBeCloseTo(expected.gigaMacs, 2);
  });
});

it('the skips of a U-Net are long, those of a residual network short', () => {
  const reachOf = (name: string) =>
    new Set(findSkips(describedRecording(name).description.graph).items.map(({ reach }) => reach));
  expect(reachOf('unet')).toEqual(new Set(['long']));
  expect(reachOf('unet_bilinear')).toEqual(new Set(['long']));
  expect(reachOf('resnet18')).toEqual(new Set(['short']));
});

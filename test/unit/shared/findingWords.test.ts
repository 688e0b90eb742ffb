import { describe, expect, it } from 'vitest';
import { layerId, type LayerId } from '../../../src/shared/network/network';
import { findingCodes, type MadeFinding } from '../../../src/shared/report/finding';
import { limitOf } from '../../../src/shared/report/thresholds';
import { findingMessage } from '../../../src/shared/words/findingMessages';
import { saidOfCosts } from './costFindingWords';
import { saidOfCauses } from './causeWords';
import { frameworks } from '../../../src/shared/model/framework';
import { verdictOf } from '../../../src/shared/words/verdict/verdict';
import { plainChain } from '../../support/sampleReports';
import { findingSuggestion } from '../../../src/shared/words/findingSuggestions';

const layers = ['conv2d_Conv2D1', 'add', 'dense'].map((name) => ({
  id: layerId(name),
  name,
  kind: 'Conv2D',
}));
const [first, second, third] = layers.map(({ id }) => id) as [
  ReturnType<typeof layerId>,
  ReturnType<typeof layerId>,
  ReturnType<typeof layerId>,
];
const source = [{ file: 'models/sample.ts', line: 4, column: 1 }];
const named = layers.map((layer) => ({ ...plainChain(2).network.layers[0]!, ...layer, source }));
const base = { severity: 'warning', layer: first, limits: [] } as const;
const one: { layers: [LayerId] } = { layers: [first] };
const all = { layers: [first, second, third] };
const seeds = { holdsFor: 3, seeds: 3 };

const said: readonly (readonly [MadeFinding, string])[] = [
  [
    {
      ...base,
      code: 'vanishing-gradient',
      evidence: {
        ...all,
        ...seeds,
        ...{ firstRms: 3.3e-10, lastRms: 0.034, decadesLost: 8, weightedLayers: 13 },
      },
    },
    'The gradient vanishes on its way back through 13 weighted layers: RMS 3.4e-2 at the last, 3.3e-10 at Conv2D 1 and 2 more layers (median of 3 seeds).',
  ],
  [
    {
      ...base,
      code: 'vanishing-gradient',
      evidence: {
        ...one,
        ...{ holdsFor: 1, seeds: 1 },
        ...{ firstRms: 1e-6, lastRms: 0.1, decadesLost: 5, weightedLayers: 4 },
      },
    },
    'The gradient vanishes on its way back through 4 weighted layers: RMS 1.0e-1 at the last, 1.0e-6 at Conv2D 1.',
  ],
  [
    {
      ...base,
      ...{ code: 'exploding-gradient', variant: 'path' },
      evidence: { ...all, ...seeds, decadesGained: 5.24, weightedLayers: 13 },
    },
    'The gradient explodes: it grows by 5.2 decades on its way back through 13 weighted layers to Conv2D 1 (median of 3 seeds).',
  ],
  [
    {
      ...base,
      ...{ code: 'exploding-gradient', variant: 'path' },
      evidence: { ...all, holdsFor: 1, seeds: 1, decadesGained: 4, weightedLayers: 13 },
    },
    'The gradient explodes: it grows by 4.0 decades on its way back through 13 weighted layers to Conv2D 1.',
  ],
  [
    {
      ...base,
      ...{ code: 'exploding-gradient', variant: 'neighbours' },
      evidence: { ...one, ...seeds, factor: 99.6 },
    },
    'The gradient jumps by a factor of 100 from the next weighted layer back to Conv2D 1.',
  ],
  [
    {
      ...base,
      ...{ code: 'exploding-gradient', variant: 'norm' },
      evidence: { ...one, l2: 20_000, seeds: 3 },
    },
    'The weight gradient is far too large: norm 2.0e4 at Conv2D 1.',
  ],
  ...(['output', 'gradient', 'loss'] as const).flatMap((where): [MadeFinding, string][] => [
    [
      {
        ...base,
        code: 'non-finite',
        evidence: { ...one, ...seeds, where, count: 4, failedStep: 0 },
      },
      `NaN or infinite values begin in the ${where} of Conv2D 1.`,
    ],
    [
      {
        ...base,
        code: 'non-finite',
        evidence: { ...one, ...seeds, where, count: 4, failedStep: 1 },
      },
      `NaN or infinite values begin in the ${where} of Conv2D 1 at step 2.`,
    ],
  ]),
  [
    {
      ...base,
      code: 'dead-relu',
      limits: [limitOf('deadShare'), limitOf('deadInputs')],
      evidence: { ...one, deadShare: 0.6 },
    },
    '60 % of the units are zero on at least 99 % of the inputs in Conv2D 1: they get no gradient.',
  ],
  [
    {
      ...base,
      code: 'dead-relu',
      limits: [limitOf('deadShare'), limitOf('deadInputs', 1)],
      evidence: { ...one, deadShare: 0.6 },
    },
    '60 % of the units are zero on every input in Conv2D 1: they get no gradient.',
  ],
  [
    {
      ...base,
      code: 'saturated',
      limits: [limitOf('saturatedShare'), limitOf('flatSlope')],
      evidence: { ...one, saturatedShare: 0.7 },
    },
    '70 % of the units are saturated in Conv2D 1: their derivative is below 1.0e-4.',
  ],
  [
    {
      ...base,
      ...{ code: 'update-ratio', variant: 'slow' },
      evidence: { layers: [first, second], updateRatio: 3.2e-6 },
    },
    'A step changes the weights by only 3.2e-6 of their size in Conv2D 1 and 1 more layer.',
  ],
  [
    { ...base, code: 'update-ratio', variant: 'fast', evidence: { ...one, updateRatio: 20 } },
    'A step changes the weights by 2.0e1 of their size in Conv2D 1.',
  ],
  [
    { ...base, code: 'lost-updates', evidence: { ...one, lostUpdates: 1 } },
    'A step leaves 100 % of the weights unchanged in Conv2D 1: it is smaller than float32 can add.',
  ],
  [
    { ...base, code: 'disconnected', variant: 'some', evidence: { ...one, steps: 3, seeds: 3 } },
    'No gradient reaches Conv2D 1 in any of 9 steps: the weights never change.',
  ],
  [
    { ...base, code: 'disconnected', variant: 'single', evidence: { ...one, steps: 3, seeds: 3 } },
    'Conv2D 1 normalises over one value per channel, since the batch is 1: it gives its offset whatever comes in, and no gradient passes.',
  ],
  [
    { ...base, code: 'disconnected', variant: 'ends', evidence: { ...one, steps: 3, seeds: 3 } },
    'The gradient ends at Conv2D 1: it comes in from the loss, and none of it goes on to any weight in 9 steps.',
  ],
  [
    { ...base, code: 'disconnected', variant: 'all', evidence: { ...all, steps: 3, seeds: 3 } },
    'The loss gives no gradient at all: that of every weight is zero in each of 9 steps.',
  ],
  [
    { ...base, code: 'redundant-bias', evidence: { ...one, parameters: 1024 } },
    'The bias of Conv2D 1 comes straight before batch norm, which subtracts it again: 1,024 parameters without effect.',
  ],
  [
    { ...base, code: 'silent-body', evidence: { ...all, bodyShare: 0.004 } },
    'Only <1 % of the gradient comes back through the body of the block that ends at Conv2D 1 (and 2 more like it): it is nearly the identity.',
  ],
  [
    { ...base, code: 'silent-body', evidence: { ...one, bodyShare: 0.004 } },
    'Only <1 % of the gradient comes back through the body of the block that ends at Conv2D 1: it is nearly the identity.',
  ],
  [
    { ...base, code: 'idle-shortcut', evidence: { ...all, shortcutShare: 0.004 } },
    'Only <1 % of the gradient comes back through the shortcut into Conv2D 1 (and 2 more like it): the body drowns it.',
  ],
  [
    { ...base, code: 'idle-shortcut', evidence: { ...one, shortcutShare: 0.004 } },
    'Only <1 % of the gradient comes back through the shortcut into Conv2D 1: the body drowns it.',
  ],
  [
    {
      ...base,
      code: 'merge-shape-mismatch',
      layer: second,
      evidence: {
        layers: [second],
        branches: [first, third],
        shapes: [
          [null, 32, 32, 16],
          [null, 32, 32, 32],
        ],
      },
    },
    'add merges branches whose shapes do not fit: Conv2D 1 gives 32×32×16, dense gives 32×32×32.',
  ],
  [
    { ...base, code: 'deep-plain-stack', evidence: { ...all, weightedLayers: 21 } },
    '21 weighted layers in a row have no skip connection, from Conv2D 1 to dense: at this depth plain networks risk degradation, a higher training error than shallower ones.',
  ],
  [
    {
      ...base,
      ...{ code: 'missing-long-skip', variant: 'some-levels' },
      evidence: { ...one, levels: [2], allLevels: 3, longSkips: 2 },
    },
    "1 of the 3 levels of this U-shape has no long skip: level 2, counted from the input's resolution.",
  ],
  [
    {
      ...base,
      ...{ code: 'missing-long-skip', variant: 'some-levels' },
      evidence: { ...one, levels: [1, 2], allLevels: 3, longSkips: 1 },
    },
    "2 of the 3 levels of this U-shape have no long skip: level 1, 2, counted from the input's resolution.",
  ],
  [
    {
      ...base,
      ...{ code: 'missing-long-skip', variant: 'all-levels' },
      evidence: { ...one, downsamplings: 1, upsamplings: 2, longSkips: 0 },
    },
    'The network lowers its resolution 1 time and raises it 2 times, but no long skip carries detail from the encoder to the decoder.',
  ],
  [
    { ...base, code: 'nonlinear-shortcut', evidence: { ...one, shortcuts: 1 } },
    'The shortcut passes through the non-linearity of Conv2D 1, so that the gradient does not pass whole (He et al. 2016, identity mappings).',
  ],
  [
    { ...base, code: 'empty-shortcut', evidence: { ...one, merges: 1 } },
    'The shortcut into Conv2D 1 passes by no layer with weights: it adds a tensor to itself.',
  ],
  ...saidOfCauses({ base, one, all, seeds }),
  ...saidOfCosts({ base, one }),
];

describe('a finding', () => {
  it.each(said)('is one whole sentence with its numbers: %#', (finding, sentence) => {
    expect(findingMessage(finding, { layers })).toBe(sentence);
  });

  it('has a sentence for every code, and one thing to try', () => {
    expect(new Set(said.map(([{ code }]) => code))).toEqual(new Set(findingCodes));
    for (const framework of frameworks)
      for (const [finding] of said)
        expect(findingSuggestion(finding, framework)).toMatch(/^[A-Z].*\.$/);
  });

  it.each(said)('has a verdict of one sentence, with its numbers and its place: %#', (finding) => {
    const report = { ...plainChain(2), findings: [finding] };
    const { sentence } = verdictOf({ ...report, network: { ...report.network, layers: named } });
    expect(sentence).toMatch(/^[A-Z].*[^.]\.$/);
    expect(sentence).not.toMatch(/[{}]|NaN(?! or infin)|undefined/);
    const isOfAll = 'variant' in finding && ['all', 'all-frozen'].includes(finding.variant);
    if (!isOfAll) expect(sentence).toContain('line 4');
  });

  it('has its remedy in the terms of the framework', () => {
    const [bias] = said.find(([{ code }]) => code === 'redundant-bias')!;
    expect(findingSuggestion(bias, 'tfjs')).toContain('useBias: false');
    expect(findingSuggestion(bias, 'torch')).toContain('bias=False');
  });

  it('names a layer that the network does not have by its id', () => {
    const [, [finding]] = said as [unknown, (typeof said)[0]];
    expect(findingMessage(finding, { layers: [] })).toContain('1.0e-6 at conv2d_Conv2D1.');
  });
});

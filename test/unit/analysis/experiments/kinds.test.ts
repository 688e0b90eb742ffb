import { describe, expect, it } from 'vitest';
import { isRefusal, type ExperimentKind } from '../../../../src/analysis/experiments/kinds/kind';
import { depth, spread } from '../../../../src/analysis/experiments/kinds/depth';
import { identity } from '../../../../src/analysis/experiments/kinds/identity';
import { skips } from '../../../../src/analysis/experiments/kinds/skips';
import { fitBudget, pilotRates, pilotsOf, planOf } from '../../../../src/analysis/experiments/plan';
import { residualBlocks } from '../../../../src/analysis/experiments/kinds/residuals';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import type { Arm } from '../../../../src/shared/experiment/experiment';
import type { NetworkGraph } from '../../../../src/shared/network/network';
import { sentenceOf } from '../../../../src/shared/words/sentence';
import { vgg } from '../../../support/architectures/plain';
import { cifarResnet } from '../../../support/architectures/residual';
import { testOptions } from '../../../support/experimentCells';

const subjectOf = (graph: NetworkGraph) => ({
  graph,
  skips: findSkips(graph),
  hasOneFloatInput: true,
  hasDropout: false,
});
function armsOf(kind: ExperimentKind, graph: NetworkGraph): readonly Arm[] {
  const arms = kind.arms(subjectOf(graph));
  if (isRefusal(arms)) throw new Error(arms.code);
  return arms;
}
const resnet = cifarResnet(20, 'B');
const plain = vgg();

describe('residual blocks', () => {
  it('have a shortcut and a body for each merge', () => {
    const blocks = residualBlocks(resnet, findSkips(resnet));
    expect(blocks).toHaveLength(9);
    for (const { to, shortcuts, bodies, isSum } of blocks) {
      expect(isSum).toBe(true);
      expect([...shortcuts, ...bodies].map(({ slot }) => slot).sort()).toEqual([0, 1]);
      expect([...shortcuts, ...bodies].every((cut) => cut.to === to)).toBe(true);
    }
  });
});

describe('the arms', () => {
  it('of skips are the whole network, none of the skips, and each skip', () => {
    const arms = armsOf(skips, resnet);
    expect(arms.map(({ cut }) => cut.length)).toEqual([0, 9, ...Array<number>(9).fill(1)]);
    expect(arms.slice(2).every(({ rateOf }) => rateOf === 'whole')).toBe(true);
    expect(skips.pairs(arms)).toHaveLength(10);
  });

  it('of depth drop bodies in both, and cut the shortcuts of the plain one', () => {
    const arms = armsOf(depth, resnet);
    expect(arms.map(({ id }) => id)).toEqual([
      'plain-2',
      'residual-2',
      'plain-5',
      'residual-5',
      'plain-9',
      'residual-9',
    ]);
    const parts = (id: string) => {
      const { cut } = arms.find((arm) => arm.id === id)!;
      return ['body', 'shortcut'].map((part) => cut.filter(({ as }) => as === part).length);
    };
    expect(parts('plain-2')).toEqual([7, 2]);
    expect(parts('residual-2')).toEqual([7, 0]);
    expect(parts('plain-9')).toEqual([0, 9]);
    expect(parts('residual-9')).toEqual([0, 0]);
  });

  it('of identity are the constructed and the trained network', () => {
    const [constructed, trained] = armsOf(identity, resnet);
    expect(constructed!.cut.map(({ as }) => as).filter((as) => as === 'body')).toHaveLength(7);
    expect(trained!.cut.map(({ as }) => as)).toEqual(Array(9).fill('shortcut'));
  });

  it.each([
    [1, 4],
    [4, 9],
    [9, 9],
    [27, 27],
    [3, 10],
  ])('keep %i of %i blocks evenly, the last among them', (kept, blocks) => {
    const stays = spread(blocks, kept);
    expect(stays.filter(Boolean)).toHaveLength(kept);
    expect(stays.at(-1)).toBe(true);
  });

  it.each([
    ['skips', skips, /no skip connection that could be cut/],
    ['depth', depth, /0 residual blocks/],
    ['identity', identity, /0 residual blocks/],
  ] as const)('of %s are refused with a sentence for a plain network', (_, kind, why) => {
    const refusal = kind.arms(subjectOf(plain));
    expect(isRefusal(refusal) && sentenceOf(refusal)).toMatch(why);
  });
});

describe('a plan', () => {
  const arms = armsOf(skips, resnet).slice(0, 3);

  it('has one cell for each arm and seed, seed by seed, and no pilot', () => {
    const plan = planOf(arms, { seeds: 2, seed: 5 });
    expect(plan.map(({ seed }) => seed)).toEqual([5, 5, 5, 6, 6, 6]);
    expect(new Set(plan.map(({ id }) => id)).size).toBe(6);
    const pilots = pilotsOf(arms[0]!, pilotRates(undefined));
    expect(pilots.map(({ seed }) => seed)).toEqual(Array(4).fill(9001));
    expect(plan.some(({ id }) => pilots.some((pilot) => pilot.id === id))).toBe(false);
  });

  it('tries multiples of the model’s own rate', () => {
    expect(pilotRates(0.02)).toEqual([0.002, 0.006, 0.02, 0.06]);
  });

  it('has fewer steps in a budget, then no single skips, and never fewer seeds', () => {
    const all = armsOf(skips, resnet);
    const budget = { arms: all, options: testOptions, secondsPerCell: 10, pilots: 0 };
    expect(fitBudget(budget, 1e6)).toMatchObject({ steps: 100, onlyMain: false });
    expect(fitBudget(budget, 11 * 8 * 10 * 0.7)).toMatchObject({ steps: 70, onlyMain: false });
    expect(fitBudget(budget, 2 * 8 * 10)).toMatchObject({ steps: 100, onlyMain: true });
    expect(fitBudget(budget, 10)).toMatchObject({ steps: 0, leastSeconds: 80 });
  });
});

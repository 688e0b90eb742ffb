import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import type { NetworkGraph } from '../../../../src/shared/network/network';
import type { BlockPlan, Style } from '../../../support/randomNetworks';
import { blockPlans, plainStyle, renamed, writeNetwork } from '../../../support/randomNetworks';

const numRuns = 150;

/** Everything that the way of writing must not change. */
function counted(graph: NetworkGraph) {
  const { merges, connections, ambiguous, gates } = findSkips(graph);
  return { merges, connections, ambiguous: ambiguous.length, gates: gates.length };
}

describe('the counts do not depend on how a network is written', () => {
  it.each<readonly [string, Partial<Style>]>([
    ['operands swapped', { swapped: true }],
    ['merges of several tensors written two by two', { chained: true }],
    ['two by two from the other end', { chained: true, swapped: true }],
    ['nested models', { nested: true }],
    ['batch normalization on the shortcuts', { onShortcut: 'batchNorm' }],
    ['dropout on the shortcuts', { onShortcut: 'dropout' }],
    ['chained dense blocks', { denseForm: 'chained' }],
    [
      'all of it together',
      {
        swapped: true,
        chained: true,
        nested: true,
        onShortcut: 'batchNorm',
        denseForm: 'chained',
      },
    ],
  ])('%s', (_, change) => {
    fc.assert(
      fc.property(blockPlans, (plans) => {
        const written = writeNetwork(plans, { ...plainStyle, ...change });
        expect(counted(written)).toEqual(counted(writeNetwork(plans)));
      }),
      { numRuns },
    );
  });

  it('other names, kinds and groups', () => {
    fc.assert(
      fc.property(blockPlans, (plans) => {
        const graph = writeNetwork(plans, { ...plainStyle, nested: true });
        expect(counted(renamed(graph))).toEqual(counted(graph));
      }),
      { numRuns },
    );
  });
});

describe('a 1×1 convolution in place of an identity', () => {
  const project = (plans: readonly BlockPlan[], index: number): readonly BlockPlan[] =>
    plans.map((plan, at) =>
      plan.kind === 'residual' && at === index ? { ...plan, projected: true } : plan,
    );

  it('moves one merge from identity to projection, and nothing else', () => {
    fc.assert(
      fc.property(blockPlans, (plans) => {
        const index = plans.findIndex((plan) => plan.kind === 'residual' && !plan.projected);
        fc.pre(index >= 0);
        const before = counted(writeNetwork(plans));
        const after = counted(writeNetwork(project(plans, index)));
        const { identityAdd, projectionAdd } = before.merges;
        expect(after).toEqual({
          ...before,
          merges: {
            ...before.merges,
            identityAdd: identityAdd - 1,
            projectionAdd: projectionAdd + 1,
          },
        });
      }),
      { numRuns },
    );
  });
});

describe('the counts of a network are those of its blocks', () => {
  const expected = (plans: readonly BlockPlan[]): number =>
    plans.reduce((sum, plan) => {
      switch (plan.kind) {
        case 'plain':
        case 'inception':
          return sum;
        case 'residual':
        case 'highway':
          return sum + 1;
        case 'dense':
          return sum + plan.layers;
        case 'uShape':
          return sum + 1 + expected(plan.inner);
      }
    }, 0);

  it('one merge per residual, highway and U-shape, one per dense layer, none else', () => {
    fc.assert(
      fc.property(blockPlans, (plans) => {
        expect(counted(writeNetwork(plans)).merges.total).toBe(expected(plans));
      }),
      { numRuns },
    );
  });
});

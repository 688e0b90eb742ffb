import { describe, expect, it } from 'vitest';
import type { ExperimentOffer } from '../../../../src/shared/experiment/offer';
import { planOf, settingsOf } from '../../../../webview/experiments/state/parameters';
import { testOptions } from '../../../support/experimentCells';

const offer = (seconds: number, steps = 100): ExperimentOffer => ({
  experiment: 'skips',
  cost: {
    options: { ...testOptions, steps, seeds: 8 },
    arms: ['whole', 'without-all', 'without a', 'without b'],
    mainArms: ['whole', 'without-all'],
    estimate: { cells: 32, pilots: 0, secondsPerCell: seconds, seconds: 32 * seconds },
  },
});

describe('the plan of a run', () => {
  it('is the experiment’s own where the time holds it, shared among the processes', () => {
    const plan = planOf(offer(1), { budget: 1 }, 2)!;
    expect(plan).toMatchObject({ steps: 100, seeds: 8, onlyMain: false, overBudget: false });
    expect(plan.seconds).toBe(16);
    expect(plan.arms).toHaveLength(4);
  });

  it('has fewer steps, then no single skips, and never fewer seeds', () => {
    expect(planOf(offer(2), { budget: 1 }, 1)).toMatchObject({ steps: 90, onlyMain: false });
    const few = planOf(offer(5), { budget: 1 }, 1)!;
    expect(few).toMatchObject({ steps: 70, seeds: 8, onlyMain: true, overBudget: false });
    expect(few.arms).toEqual(['whole', 'without-all']);
  });

  it('says where not even the least training fits', () => {
    expect(planOf(offer(50), { budget: 1 }, 1)).toMatchObject({ steps: 50, overBudget: true });
  });

  it('follows steps and seeds that were set, and tells no time that it cannot know', () => {
    expect(planOf(offer(1), { budget: 1, steps: 10, seeds: 2 }, 1)!.seconds).toBeCloseTo(0.8);
    expect(planOf(offer(1, 0), { budget: 1 }, 1)).toMatchObject({ steps: 0, seconds: 32 });
    expect(planOf(offer(1, 0), { budget: 1, steps: 100 }, 1)!.seconds).toBeUndefined();
  });

  it('is none before its cost is measured', () => {
    expect(planOf({ experiment: 'skips' }, { budget: 1 }, 1)).toBeUndefined();
  });
});

it('settings name every number, and the networks only where some are left out', () => {
  const all = settingsOf('skips', planOf(offer(1), { budget: 1 }, 1)!);
  expect(all).toEqual({ name: 'skips', seed: 1, seeds: 8, steps: 100 });
  const few = settingsOf('skips', planOf(offer(5), { budget: 1 }, 1)!);
  expect(few.arms).toEqual(['whole', 'without-all']);
  const none = settingsOf('paths', planOf(offer(1, 0), { budget: 1 }, 1)!);
  expect(none).not.toHaveProperty('steps');
});

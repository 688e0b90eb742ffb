import { describe, expect, it } from 'vitest';
import {
  compareArms,
  type MeasureRule,
} from '../../../../src/analysis/experiments/statistics/compare';
import { pOfT, tFor } from '../../../../src/analysis/experiments/statistics/studentT';
import {
  holm,
  interval,
  paired,
  welch,
} from '../../../../src/analysis/experiments/statistics/tests';
import { normals, uniformFrom } from '../../../../src/engine/data/random';
import { cellOf } from '../../../support/experimentCells';

describe('Student’s t', () => {
  // Two-sided critical values as every table prints them.
  it.each([
    [1, 0.05, 12.706],
    [2, 0.01, 9.925],
    [4, 0.05, 2.776],
    [7, 0.05, 2.365],
    [10, 0.001, 4.587],
    [30, 0.05, 2.042],
    [120, 0.01, 2.617],
  ])('with %i degrees of freedom is exceeded with p = %f at %f', (freedom, p, t) => {
    expect(tFor(p, freedom)).toBeCloseTo(t, 3);
    expect(pOfT(t, freedom)).toBeCloseTo(p, 4);
    expect(pOfT(-t, freedom)).toBeCloseTo(p, 4);
  });

  it('is Cauchy’s distribution for one degree of freedom', () => {
    for (const t of [0.1, 1, 5, 100])
      expect(pOfT(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 12);
  });

  it('is certain of nothing at 0 and of everything at infinity', () => {
    expect(pOfT(0, 5)).toBe(1);
    expect(pOfT(Infinity, 5)).toBe(0);
  });
});

describe('the tests', () => {
  // R 4: t.test(extra ~ group, data = sleep), and with paired = TRUE.
  const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
  const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

  it('are Welch’s, as R computes it for the sleep data', () => {
    const { difference, p, freedom, low, high } = welch(first, second)!;
    expect(difference).toBeCloseTo(1.58, 10);
    expect(p).toBeCloseTo(0.07939, 5);
    expect(freedom).toBeCloseTo(17.776, 3);
    expect([low, high].map((x) => Number(x.toFixed(4)))).toEqual([-0.2055, 3.3655]);
  });

  it('are paired ones, as R computes them for the sleep data', () => {
    const { p, freedom, low, high } = paired(first, second)!;
    expect(p).toBeCloseTo(0.002833, 6);
    expect(freedom).toBe(9);
    expect([low, high].map((x) => Number(x.toFixed(4)))).toEqual([0.7001, 2.4599]);
  });

  it('give no number for a single value', () => {
    expect(welch([1], [2, 3])).toBeUndefined();
    expect(paired([1], [2])).toBeUndefined();
    expect(interval([2])).toEqual({ mean: 2, low: 2, high: 2 });
  });

  it('correct p as Holm does, in the order given', () => {
    const corrected = holm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(10)));
    expect(corrected).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(holm([0.5, 0.9])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });
});

const loss: MeasureRule = { measure: 'loss', scale: 'log', method: 'welch', more: 'worse' };
type Draw = (arm: string, seed: number) => number | undefined;

const compared = (seeds: number, draw: Draw, rules = [loss]) =>
  compareArms(
    ['a', 'b'].flatMap((arm) =>
      Array.from({ length: seeds }, (_, seed) => {
        const value = draw(arm, seed);
        return cellOf(arm, seed, value === undefined ? undefined : { loss: value }).value;
      }),
    ),
    rules,
    [{ arm: 'b', against: 'a' }],
  )[0]!;
/** Losses around a mean, with a spread of the logarithm as trainings have it. */
const spread = (seed: number): number => Math.exp((0.2 * ((seed * 7919) % 11)) / 5 - 0.2);

describe('a verdict', () => {
  it('needs five seeds, whatever the numbers look like', () => {
    const huge: Draw = (arm, seed) => (arm === 'a' ? 1 : 1000) * spread(seed);
    expect(compared(4, huge).verdict).toBe('too-few-seeds');
    expect(compared(5, huge).verdict).toBe('worse');
  });

  it('is better or worse with p below 0.05 and more than 10 %', () => {
    const times =
      (factor: number): Draw =>
      (arm, seed) =>
        (arm === 'a' ? 1 : factor) * spread(seed);
    const { value, low, high, verdict } = compared(8, times(3));
    expect(verdict).toBe('worse');
    expect(value).toBeCloseTo(3, 10);
    expect(low).toBeLessThan(3);
    expect(high).toBeGreaterThan(3);
    expect(compared(8, times(1 / 3)).verdict).toBe('better');
    const exact: Draw = (arm, seed) => (arm === 'a' ? 1 : 1.05) * (1 + 0.0001 * seed);
    expect(compared(8, exact)).toMatchObject({ verdict: 'same' });
    expect(compared(8, exact).p).toBeLessThan(0.001);
  });

  it('is undecided where the interval is wide, with what would have been found', () => {
    const wide: Draw = (arm, seed) => Math.exp(Math.sin(seed * 12.9898 + (arm === 'a' ? 0 : 1)));
    const { verdict, detectable } = compared(6, wide);
    expect(verdict).toBe('undecided');
    expect(detectable).toBeGreaterThan(1.5);
  });

  it('gives no ratio where a seed diverged', () => {
    const lost: Draw = (arm, seed) => (arm === 'b' && seed === 2 ? undefined : spread(seed));
    expect(compared(8, lost).verdict).toBe('diverged');
  });

  it('is higher or lower for a measure that is neither good nor bad', () => {
    const neutral = [{ ...loss, method: 'paired', more: 'neutral' } as const];
    const half: Draw = (arm, seed) => (arm === 'a' ? 1 : 0.5) * spread(seed) * (1 + 0.01 * seed);
    expect(compared(6, half, neutral).verdict).toBe('lower');
  });
});

describe('two runs of one and the same network', () => {
  /** The share of experiments with at least one accusation, over many draws of all their cells. */
  function accused(arms: number, seeds: number, draw: () => number): number {
    const DRAWS = arms > 2 ? 400 : 2000;
    let found = 0;
    const ids = Array.from({ length: arms }, (_, i) => String(i));
    for (let i = 0; i < DRAWS; i++) {
      const cells = ids.flatMap((arm) =>
        Array.from({ length: seeds }, (_, seed) => cellOf(arm, seed, { loss: draw() }).value),
      );
      const pairs = ids.slice(1).map((arm) => ({ arm, against: '0' }));
      const verdicts = compareArms(cells, [loss], pairs).map(({ verdict }) => verdict);
      if (verdicts.includes('worse') || verdicts.includes('better')) found += 1;
    }
    return found / DRAWS;
  }
  const normal = (sigma: number) => {
    const values = normals(600_000, 7);
    let next = 0;
    return () => Math.exp(sigma * values[next++ % values.length]!);
  };

  it.each([
    [2, 5],
    [2, 8],
    [11, 8],
  ])('are accused no more often than one in twenty: %i arms, %i seeds', (arms, seeds) => {
    expect(accused(arms, seeds, normal(0.25))).toBeLessThan(0.06);
  });

  it('are accused no more often where one seed in eight trains badly', () => {
    const uniform = uniformFrom(3);
    const base = normal(0.2);
    const tailed = () => base() * (uniform() < 0.125 ? 4 : 1);
    expect(accused(2, 8, tailed)).toBeLessThan(0.06);
  });

  it('are never told from each other where their seeds are the same', () => {
    const same = compared(8, (_, seed) => spread(seed));
    expect(same.p).toBe(1);
    expect(['same', 'undecided']).toContain(same.verdict);
  });
});

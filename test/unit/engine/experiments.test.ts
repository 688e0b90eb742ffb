import { describe, expect, it } from 'vitest';
import { segment, pickRows, unlikeRow } from '../../../src/engine/experiments/rows';
import { valley } from '../../../src/engine/experiments/range';
import { rateAt, thinned } from '../../../src/engine/experiments/training';
import { middleToEnds } from '../../../src/engine/experiments/updates';
import type { BatchData } from '../../../src/engine/model/trainer';

const batch: BatchData = {
  inputs: [{ shape: [3, 2], dtype: 'float32', values: Float32Array.of(0, 0, 1, 10, 2, 20) }],
  target: () => ({ shape: [3, 1], dtype: 'float32', values: Float32Array.of(7, 7, 8) }),
};

describe('rows of a batch', () => {
  it('are picked with their targets, each as often as it is named', () => {
    const picked = pickRows(batch, [2, 2, 0]);
    expect([...picked.inputs[0]!.values]).toEqual([2, 20, 2, 20, 0, 0]);
    expect(picked.inputs[0]!.shape).toEqual([3, 2]);
    expect([...picked.target(0, [3, 1]).values]).toEqual([8, 8, 7]);
  });

  it('lie on a segment between two of unlike targets', () => {
    expect(unlikeRow(batch, [null, 1])).toBe(2);
    const points = segment(batch, [0, 2], 5).inputs[0]!;
    expect([...points.values]).toEqual([0, 0, 0.5, 5, 1, 10, 1.5, 15, 2, 20]);
  });
});

describe('the valley of a range test', () => {
  it('lies in the longest fall, not at its end', () => {
    const flat = Array<number>(20).fill(2.3);
    const fall = Array.from({ length: 40 }, (_, i) => 2.2 - 0.04 * i);
    const rise = Array.from({ length: 20 }, (_, i) => 0.7 + i);
    const at = valley([...flat, ...fall, ...rise]);
    expect(at).toBeGreaterThan(25);
    expect(at).toBeLessThan(50);
  });
});

describe('a rate', () => {
  it('falls to zero on half a cosine, or stays', () => {
    const cosine = { schedule: 'cosine', steps: 100 } as const;
    expect(rateAt(cosine, 0.2, 0)).toBe(0.2);
    expect(rateAt(cosine, 0.2, 50)).toBeCloseTo(0.1, 12);
    expect(rateAt(cosine, 0.2, 99)).toBeLessThan(0.001);
    expect(rateAt({ ...cosine, schedule: 'constant' }, 0.2, 99)).toBe(0.2);
  });
});

describe('a curve', () => {
  it('has at most 201 points, its ends among them, and gaps for what is not finite', () => {
    const points = thinned(Array.from({ length: 1001 }, (_, i) => (i === 0 ? NaN : i)));
    expect(points.length).toBeLessThanOrEqual(201);
    expect(points[0]).toEqual([0, null]);
    expect(points.at(-1)).toEqual([1000, 1000]);
  });
});

describe('the middle of a profile', () => {
  it('is compared with its ends in decades, without what has no gradient', () => {
    expect(middleToEnds([0, 0, -2, -2, -2, -2, 0, 0])).toBe(-2);
    expect(middleToEnds([0, NaN, -2, -2, NaN, -2, 0, 0])).toBe(-2);
  });
});

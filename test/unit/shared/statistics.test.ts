import { expect, it } from 'vitest';
import { meanOf, medianOf, quantileOf } from '../../../src/shared/base/statistics';

it('takes the middle, the mean of two middles, and nothing of none', () => {
  expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3]), medianOf([])]).toEqual([2, 2.5, undefined]);
});

it('takes quantiles between neighbours', () => {
  expect([0, 0.25, 0.5, 1].map((share) => quantileOf([1, 2, 4], share))).toEqual([1, 1.5, 2, 4]);
  expect(quantileOf([], 0.5)).toBeUndefined();
});

it('has no mean of nothing', () => {
  expect([meanOf([1, 2, 6]), meanOf([])]).toEqual([3, NaN]);
});

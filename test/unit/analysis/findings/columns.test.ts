import { expect, it } from 'vitest';
import { layerId } from '../../../../src/shared/network/network';
import { chain, findingsOf, probeOf } from './builders';

/** Findings on the user's own table, whose largest column has this mean and spread. */
function ofColumn(mean: number, std: number) {
  const columns = { count: 8, constant: 0, largest: { at: 3, mean, std } };
  const all = { min: -3, max: 300, mean: 0, std: 20, whole: false, nonFinite: 0, unitVariance: 1 };
  const inputs = [{ ...all, columns, layer: layerId('input') }];
  return findingsOf(chain(2), { ...probeOf({}), data: 'file', inputs });
}

it('one column of hundreds among small ones is told, with its own numbers', () => {
  expect(ofColumn(121, 32)).toMatchObject([
    { code: 'input-scale', variant: 'column', evidence: { column: 3, mean: 121, std: 32 } },
  ]);
  expect(ofColumn(40, 12)).toEqual([]);
});

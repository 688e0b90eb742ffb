import { expect, it } from 'vitest';
import { Failure } from '../../../src/shared/base/failures';
import { numberWanted } from '../../../src/shared/model/numberWanted';

const needing = (axis: string): Failure =>
  new Failure('unbuildable', {
    code: 'javascript.needs-number',
    values: { expression: 'xs.shape[1]', axis },
  });

it('the number that a definition lacks is told by its failure alone', () => {
  expect(numberWanted(needing('0'))).toEqual({ expression: 'xs.shape[1]', axis: 0 });
  expect(numberWanted(needing(''))).toEqual({ expression: 'xs.shape[1]' });
  expect(numberWanted(new Failure('unbuildable', 'xs.shape[1]'))).toBeUndefined();
  expect(
    numberWanted(new Failure('unbuildable', { code: 'javascript.needs-outer-state' })),
  ).toBeUndefined();
});

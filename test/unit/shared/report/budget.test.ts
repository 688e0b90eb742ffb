import { expect, it } from 'vitest';
import { checkBudget } from '../../../../src/shared/report/budget';
import { bytesIn, readBudget } from '../../../../src/shared/report/budgetText';
import { brokenBudgetText } from '../../../../src/shared/words/budgetWords';
import { plainChain } from '../../../support/sampleReports';

it('reads sizes, counts and times with their units, and refuses the rest', () => {
  expect(readBudget({ params: '5M', macs: '1.5G', step: '20ms', peak: '2GB' })).toEqual({
    ...{ params: 5e6, macs: 1.5e9, step: 20, peak: 2e9 },
  });
  expect(readBudget({ step: '2 s', params: 100 })).toEqual({ step: 2000, params: 100 });
  expect(bytesIn('8GiB')).toBe(8 * 2 ** 30);
  expect(readBudget({ depth: '3' })).toEqual({ wrong: 'depth=3' });
  expect(readBudget({ step: '20MB' })).toEqual({ wrong: 'step=20MB' });
  expect(readBudget({ params: '0' })).toEqual({ wrong: 'params=0' });
});

it('names the layer that costs most of a broken budget, and what is not known', () => {
  const report = plainChain(3);
  const { broken, unknown } = checkBudget(report, { params: 1, macs: 1e15, step: 5 });
  expect(broken.map(({ name }) => name)).toEqual(['params']);
  expect(unknown).toEqual(['step']);
  const most = Math.max(
    ...report.network.layers.map(({ parameters }) => parameters.trainable + parameters.frozen),
  );
  expect(broken[0]!.dearest!.value).toBe(most);
  expect(brokenBudgetText(broken[0]!, report)).toMatch(/over the budget of 1\. .* takes most: /);
});

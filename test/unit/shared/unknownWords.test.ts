import { describe, expect, it } from 'vitest';
import { layerId } from '../../../src/shared/network/network';
import type { NotMeasured } from '../../../src/shared/report/report';
import {
  hasUnknownParameters,
  mergeCountText,
  parameterCountText,
  parametersText,
  unknownJoinsText,
} from '../../../src/shared/words/unknownWords';
import { noSkips } from '../../support/noSkips';

const gap: NotMeasured = {
  quantity: 'parameters',
  layer: layerId('hub'),
  reason: { code: 'notMeasured.unknown-weights', values: { kind: 'KerasLayer' } },
};
const report = (parameters: number, notMeasured: readonly NotMeasured[] = []) => ({
  network: { layers: [], groups: [], totals: { layers: 2, parameters } },
  notMeasured,
});

describe('the number of parameters', () => {
  it('is said as it is where every layer says its own', () => {
    expect(parametersText(report(2562))).toBe('2,562 parameters');
    expect(parameterCountText(report(0))).toBe('0');
  });

  it('is at least what is known where a layer does not say its own, and never 0', () => {
    expect(parametersText(report(2562, [gap]))).toBe('at least 2,562 parameters');
    expect(parameterCountText(report(2562, [gap]))).toBe('at least 2,562');
    expect(parametersText(report(0, [gap]))).toBe('parameters not known');
    expect(parameterCountText(report(0, [gap]))).toBe('not known');
  });

  it('is unknown for the layer that the gap names', () => {
    const parameters = { trainable: 0, frozen: 0 };
    expect(hasUnknownParameters({ id: layerId('hub'), parameters }, report(0, [gap]))).toBe(true);
    expect(hasUnknownParameters({ id: layerId('other'), parameters }, report(0, [gap]))).toBe(
      false,
    );
  });
});

describe('joins of unknown kind', () => {
  it('are counted in a sentence, and bound the number of merges from below', () => {
    const two = { ...noSkips, unknownJoins: [layerId('a'), layerId('b')] };
    expect(unknownJoinsText(noSkips)).toBe('');
    expect(unknownJoinsText({ unknownJoins: [layerId('a')] })).toBe(
      '1 join is not known: it may be a skip connection.',
    );
    expect(unknownJoinsText(two)).toBe('2 joins are not known: each may be a skip connection.');
    expect(mergeCountText(noSkips)).toBe('0');
    expect(mergeCountText(two)).toBe('not known');
    expect(mergeCountText({ ...two, merges: { ...noSkips.merges, total: 3 } })).toBe('at least 3');
  });
});

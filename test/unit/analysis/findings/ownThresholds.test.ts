import { describe, expect, it } from 'vitest';
import {
  thresholdComplaint,
  thresholdNames,
  thresholds,
  thresholdsWith,
} from '../../../../src/shared/report/thresholds';
import { alongChain, chain, codesOf, findingsOf, probeOf, weight } from './builders';

describe('a limit that the user sets', () => {
  const fading = probeOf(alongChain([1e-5, 1e-4, 1e-3, 1e-2]));
  const dead = probeOf({ l1: { activation: { deadShare: 0.6 } } });
  const small = probeOf(
    { l1: { weights: [weight({ updateRatio: 2e-6 })] } },
    { optimizerOrigin: 'user' },
  );

  it('decides in place of the default, both ways', () => {
    expect(codesOf(findingsOf(chain(4), fading))).toEqual([]);
    const strict = { vanishingRatio: 0.1 };
    expect(codesOf(findingsOf(chain(4), fading, undefined, strict))).toEqual([
      'vanishing-gradient',
    ]);
    expect(codesOf(findingsOf(chain(2), dead))).toEqual(['dead-relu']);
    expect(codesOf(findingsOf(chain(2), dead, undefined, { deadShare: 0.7 }))).toEqual([]);
    expect(codesOf(findingsOf(chain(2), small))).toEqual(['update-ratio']);
    expect(codesOf(findingsOf(chain(2), small, undefined, { updateRatioLow: 1e-6 }))).toEqual([]);
    expect(codesOf(findingsOf(chain(18)))).toEqual([]);
    expect(codesOf(findingsOf(chain(18), undefined, undefined, { plainStack: 10 }))).toEqual([
      'deep-plain-stack',
    ]);
  });

  it('is shown as the user’s own, with the default that it stands in for', () => {
    const [finding] = findingsOf(chain(2), dead, undefined, { deadShare: 0.55 });
    expect(finding?.threshold).toEqual({
      value: 0.55,
      origin: 'set by you; 0.5 by default, Amazon SageMaker Debugger',
    });
  });
});

describe('the table of limits', () => {
  it('says for each where its default comes from', () => {
    for (const { origin } of Object.values(thresholds)) expect(origin).toMatch(/\w{4}/);
    expect(thresholdsWith({})).toEqual(thresholds);
  });

  it('refuses what is no limit, in words that go on after its name', () => {
    for (const name of thresholdNames) {
      expect(thresholdComplaint(name, thresholds[name].value)).toBeUndefined();
      expect(thresholdComplaint(name, 0)).toMatch(/^must be a number above 0/);
      expect(thresholdComplaint(name, '1')).toMatch(/^must be a number above 0/);
      expect(thresholdComplaint(name, NaN)).toMatch(/^must be a number above 0/);
    }
    expect(thresholdComplaint('forkShare', 1.01)).toBe('must be a number above 0 and at most 1');
    expect(thresholdComplaint('toString', 1)).toMatch(/^is no threshold; there are vanishingRatio/);
  });
});

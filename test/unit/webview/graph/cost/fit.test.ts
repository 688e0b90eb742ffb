import { describe, expect, it } from 'vitest';
import {
  batchAt,
  fitAt,
  fitsUpTo,
  lastPosition,
  positionOf,
} from '../../../../../webview/graph/cost/fit';
import { profiledReport } from '../../../../support/profiledReport';
import { plainChain } from '../../../../support/sampleReports';
import { without } from '../../../../support/without';

const { batches, step } = profiledReport(plainChain(4)).profile;
const fit = batches!;

describe('the fit of another batch', () => {
  it('has every power of two at a position of its own, up to 16 times the largest that was timed', () => {
    for (const batch of [1, 2, 4, 8, 16, 256]) expect(batchAt(positionOf(batch))).toBe(batch);
    expect(batchAt(lastPosition(fit))).toBe(256);
  });

  it('gives the measured step where it was measured, and marks what is beyond', () => {
    const here = fitAt(fit, 16);
    expect(here.milliseconds).toBeCloseTo(step!.untapped.median, 6);
    expect(here.samplesPerSecond).toBeCloseTo(16_000 / step!.untapped.median, 6);
    const within = [true, true, false, false];
    expect([4, 16, 2, 32].map((batch) => fitAt(fit, batch).isWithin)).toEqual(within);
  });

  it('finds the largest batch for some memory: one more does not fit', () => {
    const { batch } = fitsUpTo(fit, 8e9)!;
    expect(fitAt(fit, batch).bytes).toBeLessThanOrEqual(8e9);
    expect(fitAt(fit, batch + 1).bytes).toBeGreaterThan(8e9);
    expect(fitsUpTo(fit, 1)!.batch).toBe(0);
  });

  it('shows no bytes where memory is not known', () => {
    const timed = without(fit, 'memory');
    expect(fitAt(timed, 16)).not.toHaveProperty('bytes');
    expect(fitsUpTo(timed, 8e9)).toBeUndefined();
  });
});

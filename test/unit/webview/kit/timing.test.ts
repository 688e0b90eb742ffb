import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { batched, debounced } from '../../../../webview/kit/timing';

describe('the timing of updates', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('runs once after the changes of the moment', async () => {
    const act = vi.fn();
    const ask = batched(act);
    ask();
    ask();
    expect(act).not.toHaveBeenCalled();
    await Promise.resolve();
    expect(act).toHaveBeenCalledTimes(1);
    ask();
    await Promise.resolve();
    expect(act).toHaveBeenCalledTimes(2);
  });

  it('runs once after a series of calls has come to rest', () => {
    const act = vi.fn();
    const ask = debounced(act);
    ask();
    vi.advanceTimersByTime(100);
    ask();
    vi.advanceTimersByTime(100);
    expect(act).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(act).toHaveBeenCalledTimes(1);
  });
});

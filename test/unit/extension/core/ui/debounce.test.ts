import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Debouncer } from '../../../../../src/extension/core/ui/debounce';

describe('what is drawn while somebody types', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is drawn at the first key and once more after the last', () => {
    let drawn = 0;
    const debouncer = new Debouncer(() => drawn++);
    for (let key = 0; key < 20; key++) {
      debouncer.call();
      vi.advanceTimersByTime(60);
    }
    expect(drawn).toBe(1);
    vi.advanceTimersByTime(1000);
    expect(drawn).toBe(2);
    debouncer.call();
    expect(drawn).toBe(3);
  });

  it('is drawn soon after a single event, but not between two keys', () => {
    let drawn = 0;
    const debouncer = new Debouncer(() => drawn++);
    debouncer.callSoon();
    debouncer.callSoon();
    vi.advanceTimersByTime(1);
    expect(drawn).toBe(1);
    debouncer.call();
    expect(drawn).toBe(2);
    vi.advanceTimersByTime(100);
    debouncer.callSoon();
    expect(drawn).toBe(2);
    vi.advanceTimersByTime(60);
    expect(drawn).toBe(3);
    debouncer.callSoon();
    debouncer.dispose();
    vi.advanceTimersByTime(1);
    expect(drawn).toBe(3);
  });

  it('is drawn once where it was asked for once, and never after the end', () => {
    let drawn = 0;
    const debouncer = new Debouncer(() => drawn++);
    debouncer.call();
    vi.advanceTimersByTime(1000);
    expect(drawn).toBe(1);
    debouncer.call();
    debouncer.call();
    debouncer.dispose();
    vi.advanceTimersByTime(1000);
    expect(drawn).toBe(2);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Calm } from '../../../../../src/extension/core/debounce/debounce';

describe('what is drawn while somebody types', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is drawn at the first key and once more after the last', () => {
    let drawn = 0;
    const calm = new Calm(() => drawn++);
    for (let key = 0; key < 20; key++) {
      calm.ask();
      vi.advanceTimersByTime(60);
    }
    expect(drawn).toBe(1);
    vi.advanceTimersByTime(1000);
    expect(drawn).toBe(2);
    calm.ask();
    expect(drawn).toBe(3);
  });

  it('is drawn at once where something is told, but not between two keys', () => {
    let drawn = 0;
    const calm = new Calm(() => drawn++);
    calm.tell();
    calm.tell();
    vi.advanceTimersByTime(1);
    expect(drawn).toBe(1);
    calm.ask();
    expect(drawn).toBe(2);
    vi.advanceTimersByTime(100);
    calm.tell();
    expect(drawn).toBe(2);
    vi.advanceTimersByTime(60);
    expect(drawn).toBe(3);
    calm.tell();
    calm.dispose();
    vi.advanceTimersByTime(1);
    expect(drawn).toBe(3);
  });

  it('is drawn once where it was asked for once, and never after the end', () => {
    let drawn = 0;
    const calm = new Calm(() => drawn++);
    calm.ask();
    vi.advanceTimersByTime(1000);
    expect(drawn).toBe(1);
    calm.ask();
    calm.ask();
    calm.dispose();
    vi.advanceTimersByTime(1000);
    expect(drawn).toBe(2);
  });
});

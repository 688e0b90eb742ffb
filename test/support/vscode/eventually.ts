import { expect } from 'vitest';
import { PATIENCE_MS, POLL_MS } from './patience';

/** Waits until a value meets an expectation: `await eventually(() => …).toBe(…)`. */
export const eventually = <T>(read: () => T | Promise<T>) =>
  expect.poll(read, { timeout: PATIENCE_MS, interval: POLL_MS });

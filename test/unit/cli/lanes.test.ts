import { describe, expect, it } from 'vitest';
import { inLanes } from '../../../src/cli/run/lanes';

/** Work that ends when it is told to, in any order. */
function held<T>() {
  const ends = new Map<T, (failure?: Error) => void>();
  let most = 0;
  const work = (item: T): Promise<string> =>
    new Promise((resolve, reject) => {
      ends.set(item, (failure) => {
        ends.delete(item);
        if (failure) reject(failure);
        else resolve(`done ${String(item)}`);
      });
      most = Math.max(most, ends.size);
    });
  const settle = async (item: T, failure?: Error): Promise<void> => {
    ends.get(item)?.(failure);
    await new Promise((done) => setImmediate(done));
  };
  return { work, settle, running: () => [...ends.keys()], most: () => most };
}

describe('work in lanes', () => {
  it('runs some at a time, and hands results on in the order of the items', async () => {
    const { work, settle, running, most } = held<number>();
    const told: unknown[] = [];
    const all = inLanes([1, 2, 3, 4], 2, work, (item, result) => told.push([item, result]));
    expect(running()).toEqual([1, 2]);
    await settle(2);
    expect(told).toEqual([]);
    expect(running()).toEqual([1, 3]);
    await settle(1);
    expect(told).toEqual([
      [1, { value: 'done 1' }],
      [2, { value: 'done 2' }],
    ]);
    await settle(3, new Error('no'));
    await settle(4);
    await all;
    expect(told.slice(2)).toEqual([
      [3, { error: new Error('no') }],
      [4, { value: 'done 4' }],
    ]);
    expect(most()).toBe(2);
  });

  it('begins nothing more once a result is refused', async () => {
    const { work, settle, running } = held<number>();
    const all = inLanes([1, 2, 3], 1, work, () => {
      throw new Error('interrupted');
    });
    await Promise.all([expect(all).rejects.toThrow('interrupted'), settle(1)]);
    expect(running()).toEqual([]);
  });

  it('does nothing for no items', async () => {
    await inLanes(
      [],
      2,
      () => Promise.reject(new Error('work')),
      () => undefined,
    );
  });
});

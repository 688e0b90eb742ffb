import { describe, expect, it } from 'vitest';
import { Advance } from '../../../src/engineClient/advance';

const at = (done?: number) =>
  ({ stage: 'probing gradients', ...(done !== undefined && { done, total: 9 }) }) as const;

describe('Advance', () => {
  it('takes later stages and further steps, and nothing twice', () => {
    const advance = new Advance(3);
    const heard = [{ stage: 'building model' } as const, at(), at(1), at(1), at(0), at(2)];
    expect(heard.map((each) => advance.isFurther(each))).toEqual([
      true,
      true,
      true,
      false,
      false,
      true,
    ]);
  });

  it('takes no step beyond those that were asked for', () => {
    const advance = new Advance(2);
    expect([1, 2, 3].map((done) => advance.isFurther(at(done)))).toEqual([true, true, false]);
  });

  it('begins again with each new cell, and with none that it knows', () => {
    const advance = new Advance(2);
    expect(advance.isFurther(at(2))).toBe(true);
    expect(['a', 'a'].map((id) => advance.isNew(id))).toEqual([true, false]);
    expect(advance.isFurther(at(2))).toBe(true);
    expect(advance.isNew('a')).toBe(false);
    expect(advance.isFurther(at(2))).toBe(false);
  });

  it('tells a flood of repeats, counted from the last new cell', () => {
    const advance = new Advance(2);
    const repeat = (times: number): void => {
      for (let i = 0; i < times; i++) advance.isFurther(at());
    };
    repeat(15_000);
    advance.isNew('a');
    repeat(15_000);
    expect(advance.isFlood).toBe(false);
    repeat(10_000);
    expect(advance.isFlood).toBe(true);
  });
});

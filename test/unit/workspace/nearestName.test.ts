import { expect, it } from 'vitest';
import { nearestName } from '../../../src/workspace/overrides/nearestName';

it('finds the name that was meant, and compares no name that nobody types', () => {
  expect(nearestName('a.ts#nett', ['b.ts#other', 'a.ts#net'])).toBe('a.ts#net');
  expect(nearestName('old/very/far/away.ts#net', ['b.ts#net'])).toBe('b.ts#net');
  expect(nearestName('z'.repeat(20_000), [`m.ts#${'n'.repeat(20_000)}`])).toBeUndefined();
});

import { expect, it } from 'vitest';
import { nearestAmong } from '../../../src/workspace/overrides/nearestName';

it('finds the name that was meant, and compares no name that nobody types', () => {
  expect(nearestAmong(['b.ts#other', 'a.ts#net'])('a.ts#nett')).toBe('a.ts#net');
  expect(nearestAmong(['b.ts#net'])('old/very/far/away.ts#net')).toBe('b.ts#net');
  const long = `m.ts#${'n'.repeat(20_000)}`;
  expect(nearestAmong([long])('z'.repeat(20_000))).toBeUndefined();
});

it('tells names of the same characters apart by their order', () => {
  expect(nearestAmong(['a.ts#ten', 'a.ts#net'])('a.ts#netx')).toBe('a.ts#net');
});

it('finds the nearest of many names, in whatever order they come', () => {
  const others = Array.from({ length: 900 }, (_, i) => `src/models/part${i}.ts#block${i}`);
  const names = [...others, 'src/models/resnet.ts#resnet'];
  expect(nearestAmong(names)('src/models/resnet.ts#resent')).toBe('src/models/resnet.ts#resnet');
  expect(nearestAmong([...names].reverse())('src/models/part7.ts#blok7')).toBe(
    'src/models/part7.ts#block7',
  );
});

import { expect, it } from 'vitest';
import { roomFor } from '../../../../src/engine/data/batch';

it('gives room for every entry of a tensor', () => {
  expect(roomFor([2, 3, 4])).toHaveLength(24);
});

it('names the shape of a batch that no memory holds', () => {
  expect(() => roomFor([16, 1e5, 1e5, 3])).toThrow(
    expect.objectContaining({
      code: 'out-of-memory',
      detail: { code: 'data.too-large', values: { shape: '16 × 100000 × 100000 × 3' } },
    }) as Error,
  );
});

import { beforeAll, describe, expect, it } from 'vitest';
import { line, maskedNorms, pathGradients } from '../../../src/engine/experiments/pathProfile';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { testBackend } from '../../support/testBackend';
import { openLabOn, residual } from './labs';

beforeAll(() => openBackend(testBackend));

const norm = (values: ArrayLike<number>): number =>
  Math.sqrt(Array.from(values).reduce((sum, value) => sum + value * value, 0));
const away = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  norm(Array.from(a, (value, i) => value - (b[i] ?? 0)));

describe.each([
  ['an even number of', 4],
  ['an odd number of', 3],
  ['nine', 9],
])('the gradient by path length, of %s blocks', (_, count) => {
  it('is that of all paths one by one, and sums up to the whole gradient', async () => {
    const { lab, blocks, batch, dispose } = await openLabOn(() => residual(count));
    expect(blocks).toHaveLength(count);
    const own = batch(16);
    lab.settle(own);
    const exact = await pathGradients(lab, blocks, own, 3);
    expect(exact).toHaveLength(count + 1);

    const sums = exact.map(() => new Float64Array(exact[0]!.length));
    const all = Array.from({ length: 2 ** count }, (_, bits) =>
      Array.from({ length: count }, (__, i) => ((bits >> i) & 1) === 1),
    );
    for (let at = 0; at < all.length; at += 256) {
      const masks = all.slice(at, at + 256);
      const rows = masks.map(() => 3);
      const found = await maskedNorms(lab, blocks, { batch: own, rows, masks });
      found.forEach((gradient, i) => {
        const length = masks[i]!.filter(Boolean).length;
        gradient.forEach((value, k) => (sums[length]![k]! += value));
      });
    }
    const most = Math.max(...exact.map(norm));
    exact.forEach((coefficient, k) => {
      if (norm(coefficient) > 1e-4 * most)
        expect(away(coefficient, sums[k]!) / norm(sums[k]!), `length ${k}`).toBeLessThan(1e-3);
    });

    const { gradient } = await lab.inputGradient(own, { mode: 'inference', of: 'loss' });
    const size = exact[0]!.length;
    const whole = gradient.subarray(3 * size, 4 * size);
    const sum = Array.from(whole, (__, i) => exact.reduce((s, each) => s + each[i]!, 0));
    expect(away(sum, whole) / norm(whole)).toBeLessThan(1e-5);
    dispose();
  });
});

describe('a line through points', () => {
  it('has the slope of the points on it, and the share of the variance that it explains', () => {
    const { slope, explained } = line([0, 1, 2, 3].map((x) => [x, 1 - 0.5 * x]));
    expect(slope).toBeCloseTo(-0.5, 12);
    expect(explained).toBeCloseTo(1, 12);
    expect(
      line([
        [0, 0],
        [1, 1],
        [2, 0],
      ]).explained,
    ).toBeCloseTo(0, 12);
  });
});

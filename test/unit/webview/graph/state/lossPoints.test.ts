import { describe, expect, it } from 'vitest';
import { lossText } from '../../../../../src/shared/words/lossText';
import { lossPoints } from '../../../../../webview/graph/state/lossPoints';

const probe = (...values: (number | null)[][]) => ({ loss: { name: 'loss', values } });

describe('the loss of a probe', () => {
  it('is a line for each seed, the largest at the top', () => {
    expect(lossPoints(probe([4, 2, 0], [3, null, 1]), 40)).toEqual([
      [
        [0, 0],
        [1, 20],
        [2, 40],
      ],
      [
        [0, 10],
        [2, 30],
      ],
    ]);
  });

  it('lies in the middle where it does not change, and is none where it was never finite', () => {
    expect(lossPoints(probe([1, 1]), 40)).toEqual([
      [
        [0, 20],
        [1, 20],
      ],
    ]);
    expect(lossPoints(probe([null, null]), 40)).toEqual([]);
  });

  it('is told step by step, of many steps the first two and the last', () => {
    expect(lossText(probe([2.3123, 2.2, 1234567, 4e-5, 0]))).toBe(
      '2.31 → 2.2 → 1.23e6 → 4.00e-5 → 0',
    );
    expect(lossText(probe([3, null]))).toBe('3 → not measured');
    expect(lossText(probe([9, 8, 7, 6, 5, 4, 3]))).toBe('9 → 8 → … → 3');
  });
});

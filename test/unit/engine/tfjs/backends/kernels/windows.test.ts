import { describe, expect, it } from 'vitest';
import {
  pixelsUnderTaps,
  positions,
  type Windows,
} from '../../../../../../src/engine/tfjs/backends/kernels/windows';

/** A row of four pixels under windows of two. */
const row = (changes: Partial<Windows>): Windows => ({
  batch: 1,
  channels: 1,
  outChannels: 1,
  input: [1, 1, 4],
  output: [1, 1, 3],
  filter: [1, 1, 2],
  stride: [1, 1, 1],
  dilation: [1, 1, 1],
  padding: [0, 0, 0],
  ...changes,
});

const taps = (windows: Windows) => {
  const pixels = Array.from(pixelsUnderTaps(windows));
  const count = pixels.length / positions(windows.filter);
  return Array.from({ length: positions(windows.filter) }, (_, tap) =>
    pixels.slice(tap * count, (tap + 1) * count),
  );
};

describe('the pixels under the taps of sliding windows', () => {
  it('move by one with each window and each tap', () => {
    expect(taps(row({}))).toEqual([
      [0, 1, 2],
      [1, 2, 3],
    ]);
  });

  it('are none in the padding on either side', () => {
    expect(taps(row({ output: [1, 1, 5], padding: [0, 0, 1] }))).toEqual([
      [-1, 0, 1, 2, 3],
      [0, 1, 2, 3, -1],
    ]);
  });

  it('skip what stride and dilation skip', () => {
    expect(taps(row({ output: [1, 1, 2], stride: [1, 1, 2] }))).toEqual([
      [0, 2],
      [1, 3],
    ]);
    expect(taps(row({ output: [1, 1, 2], dilation: [1, 1, 2] }))).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it('go on where the image before ends', () => {
    expect(taps(row({ batch: 2 }))).toEqual([
      [0, 1, 2, 4, 5, 6],
      [1, 2, 3, 5, 6, 7],
    ]);
  });

  it('go row by row and layer by layer in volumes', () => {
    const volume = row({ input: [2, 2, 2], output: [1, 1, 1], filter: [2, 2, 2] });
    expect(taps(volume)).toEqual([[0], [1], [2], [3], [4], [5], [6], [7]]);
  });
});

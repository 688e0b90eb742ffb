import { describe, expect, it } from 'vitest';
import {
  heatBuckets,
  heatIcon,
  heatOf,
} from '../../../../../src/extension/features/inline/heatIcon';

const svg = (address: string): string =>
  Buffer.from(address.replace('data:image/svg+xml;base64,', ''), 'base64').toString();

describe('the heat in the gutter', () => {
  it('follows the fixed scale of all gradients', () => {
    expect([1e-9, 1e-8, 1e-4, 1, 10].map(heatOf)).toEqual([0, 0, 3, 6, 6]);
    expect(heatOf(undefined)).toBeUndefined();
  });

  it('differs in height as well as in colour, in light and dark', () => {
    for (const theme of ['light', 'dark'] as const) {
      const icons = heatBuckets.map((bucket) => svg(heatIcon(bucket, theme)));
      expect(new Set(icons.map((icon) => /height="(\d+)" rx/.exec(icon)?.[1])).size).toBe(7);
      expect(new Set(icons.map((icon) => /fill="(#\w{6})"/.exec(icon)?.[1])).size).toBe(7);
    }
  });
});

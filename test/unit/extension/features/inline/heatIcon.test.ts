import { describe, expect, it } from 'vitest';
import { parse, wcagContrast } from 'culori';
import { heatIcon, heatLooks, heatOf } from '../../../../../src/extension/features/inline/heatIcon';

const svg = (address: string): string =>
  Buffer.from(address.replace('data:image/svg+xml;base64,', ''), 'base64').toString();
const fillOf = (icon: string): string => /fill="(#\w{6})"/.exec(icon)![1]!;

const backgrounds = { light: '#ffffff', dark: '#1f1f1f' } as const;

describe('the heat in the gutter', () => {
  it('follows the fixed scale of all gradients', () => {
    expect([1e-9, 1e-8, 1e-4, 1, 10].map((one) => heatOf(one)?.level)).toEqual([0, 0, 3, 6, 6]);
    expect(heatOf(undefined)).toBeUndefined();
  });

  it.each(['light', 'dark'] as const)('differs in height, and can be seen: %s', (theme) => {
    const icons = heatLooks.map((look) => svg(heatIcon(look, theme)));
    expect(new Set(icons.map((icon) => /height="(\d+)" rx/.exec(icon)?.[1])).size).toBe(7);
    for (const icon of icons)
      expect(wcagContrast(fillOf(icon), backgrounds[theme])).toBeGreaterThanOrEqual(3);
  });

  it.each(['light', 'dark'] as const)('is loud for a finding alone: %s', (theme) => {
    const saturation = (fill: string): number => {
      const { r, g, b } = parse(fill) as { r: number; g: number; b: number };
      return Math.max(r, g, b) - Math.min(r, g, b);
    };
    const quiet = heatLooks
      .filter(({ loud }) => !loud)
      .map((look) => fillOf(svg(heatIcon(look, theme))));
    const loud = heatLooks
      .filter(({ loud: one }) => one)
      .map((look) => fillOf(svg(heatIcon(look, theme))));
    expect(new Set(quiet).size).toBe(7);
    expect(Math.max(...quiet.map(saturation))).toBeLessThan(0.3);
    expect(Math.min(...loud.map(saturation))).toBeGreaterThan(0.5);
  });
});

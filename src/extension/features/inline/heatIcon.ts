import { gradientLevel } from '../../../shared/words/format';

/**
 * Colours from a gradient of 1e-8 or less to one of 1 or more, the scale of every view, in the panel's hues: blue for
 * weak, grey for what most healthy layers have, vermilion at the top alone (Okabe and Ito 2008). The height of the
 * bar tells them apart without colour.
 */
const colours = {
  dark: ['#3d9be9', '#63afe8', '#8fc1e0', '#b2bcc2', '#b9bcbd', '#c4bbb2', '#f06a2f'],
  light: ['#0a5ea8', '#2a78b5', '#4f8fb8', '#6b777d', '#74787a', '#7f746b', '#c04400'],
} as const;

/** The levels of an icon; 0 is the smallest gradient. */
export const heatBuckets: readonly number[] = colours.dark.map((_, bucket) => bucket);

/** The level of a gradient; `undefined` if none was measured. */
export function heatOf(gradient: number | undefined): number | undefined {
  const level = gradientLevel(gradient);
  return level === undefined ? undefined : Math.round(level * (heatBuckets.length - 1));
}

/** A bar as a data URI: the larger the gradient, the higher. */
export function heatIcon(bucket: number, theme: keyof typeof colours): string {
  const height = 3 + Math.round((11 * bucket) / (heatBuckets.length - 1));
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16">' +
    `<rect x="6" y="${15 - height}" width="4" height="${height}" rx="1" fill="${colours[theme][bucket] ?? ''}"/>` +
    '</svg>';
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

export type Rgb = readonly [number, number, number];

/** Ends and middle of the diverging colours; blue and vermilion stay apart for colour-blind eyes (Okabe and Ito 2008). */
export interface Ramp {
  readonly low: Rgb;
  readonly middle: Rgb;
  readonly high: Rgb;
}

const mix = (from: Rgb, to: Rgb, share: number): Rgb => [
  Math.round(from[0] + (to[0] - from[0]) * share),
  Math.round(from[1] + (to[1] - from[1]) * share),
  Math.round(from[2] + (to[2] - from[2]) * share),
];

/** The colour at a place from −1 to 1, in 64 steps: equal fills can be painted together. */
export function rampColour(ramp: Ramp, place: number): Rgb {
  const step = Math.round(place * 32) / 32;
  return mix(ramp.middle, step < 0 ? ramp.low : ramp.high, Math.min(1, Math.abs(step)));
}

export const css = ([red, green, blue]: Rgb): string => `rgb(${red} ${green} ${blue})`;

/** Relative luminance as WCAG 2.1 defines it, 0 to 1. */
export function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Black or white, whichever reads better (WCAG contrast ratio). */
export const textOn = (colour: Rgb): 'black' | 'white' =>
  (luminance(colour) + 0.05) ** 2 > 1.05 * 0.05 ? 'black' : 'white';

/** Reads `#rrggbb`; black if it is something else. */
export function parseHex(text: string): Rgb {
  const value = /^#([0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (value === undefined) return [0, 0, 0];
  const number = parseInt(value, 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

import { readFileSync } from 'node:fs';
import {
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  parse,
  type Color,
} from 'culori';
import { describe, expect, it } from 'vitest';
import { skipDashes } from '../../../../../webview/graph/scene/appearance';
import {
  css,
  luminance,
  parseHex,
  rampColour,
  textOn,
  type Ramp,
  type Rgb,
} from '../../../../../webview/kit/ramp';

const sheet = readFileSync(
  new URL('../../../../../webview/graph/styles/colours.css', import.meta.url),
  'utf8',
).replace(/\/\*.*?\*\//gs, '');

/** The colours that rules with these selectors set, later ones over earlier ones. */
function coloursOf(...selectors: string[]): ReadonlyMap<string, string> {
  const rules = [...sheet.matchAll(/^([^{}@]+)\{([^{}]*)\}/gm)].filter(([, selector]) =>
    selectors.includes(selector!.trim().replace(/\s+/g, ' ')),
  );
  expect(rules).toHaveLength(selectors.length);
  return new Map(
    rules.flatMap(([, , rule]) =>
      [...rule!.matchAll(/--scope-([\w-]+):\s*(#[0-9a-f]{6});/gi)].map(
        ([, name, colour]) => [name!, colour!] as const,
      ),
    ),
  );
}

const themes: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  dark: coloursOf('body'),
  light: coloursOf(
    'body',
    'body.vscode-light, body.vscode-high-contrast-light, body.light-system:not(.vscode-dark, .vscode-high-contrast)',
  ),
  'high-contrast': coloursOf('body', 'body.vscode-high-contrast:not(.vscode-high-contrast-light)'),
};
const rampOf = (theme: ReadonlyMap<string, string>): Ramp => ({
  low: parseHex(theme.get('heat-low')!),
  middle: parseHex(theme.get('heat-middle')!),
  high: parseHex(theme.get('heat-high')!),
});
const ramps = Object.entries(themes).map(([name, theme]) => [name, rampOf(theme)] as const);

/** A colour in normal vision, and in vision that lacks one kind of cone (Machado et al. 2009). */
const eyes: Readonly<Record<string, (colour: Color) => Color>> = {
  all: (colour) => colour,
  'without red': filterDeficiencyProt(1),
  'without green': filterDeficiencyDeuter(1),
  'without blue': filterDeficiencyTrit(1),
};
const seen = (colour: string, eye: keyof typeof eyes): Color => eyes[eye]!(parse(colour)!);

/** CIEDE2000: about 2.3 is the least that is noticed side by side (Mahy et al. 1994). */
const difference = differenceCiede2000();
const inEveryTheme = ramps.flatMap(([theme, ramp]) =>
  Object.keys(eyes).map((eye) => ({ theme, ramp, eye })),
);

describe('the colours of the heat', () => {
  const contrast = (a: Rgb, b: Rgb): number => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
    return (high + 0.05) / (low + 0.05);
  };

  it.each(ramps)('carry readable text at every place: %s', (_, ramp) => {
    for (let place = -1; place <= 1; place += 1 / 32) {
      const colour = rampColour(ramp, place);
      const text: Rgb = textOn(colour) === 'black' ? [0, 0, 0] : [255, 255, 255];
      expect(contrast(colour, text)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(ramps)('run from one end over the middle to the other: %s', (_, ramp) => {
    expect(rampColour(ramp, -1)).toEqual(ramp.low);
    expect(rampColour(ramp, 0)).toEqual(ramp.middle);
    expect(rampColour(ramp, 1)).toEqual(ramp.high);
    expect(css([1, 2, 3])).toBe('rgb(1 2 3)');
  });

  it.each(inEveryTheme)('tell a quarter of the scale apart: $theme, $eye', ({ ramp, eye }) => {
    const places = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1];
    const colours = places.map((place) => seen(css(rampColour(ramp, place)), eye));
    const steps = colours.slice(1).map((colour, at) => difference(colour, colours[at]!));
    expect(Math.min(...steps)).toBeGreaterThan(6);
  });

  it.each(inEveryTheme)('tell too low from too high: $theme, $eye', ({ ramp, eye }) => {
    const apart = (place: number): number => {
      const [low, high] = [-place, place].map((at) => seen(css(rampColour(ramp, at)), eye));
      return difference(low!, high!);
    };
    expect(apart(0.25)).toBeGreaterThan(15);
    expect(apart(0.5)).toBeGreaterThan(30);
    expect(apart(1)).toBeGreaterThan(45);
  });
});

describe('the colours of the skips', () => {
  const kinds = Object.keys(skipDashes) as (keyof typeof skipDashes)[];
  const pairs = kinds.flatMap((kind, at) =>
    kinds.slice(at + 1).map((other) => [kind, other] as const),
  );

  it.each(['dark', 'light'])('differ in a %s theme, for all eyes', (theme) => {
    for (const [kind, other] of pairs) {
      const [one, two] = [kind, other].map((each) => themes[theme]!.get(`skip-${each}`)!);
      expect(difference(seen(one!, 'all'), seen(two!, 'all')), `${kind}, ${other}`).toBeGreaterThan(
        15,
      );
    }
  });

  it('need not be told apart: no two kinds have the same dashes', () => {
    for (const [kind, other] of pairs) expect(skipDashes[kind]).not.toEqual(skipDashes[other]);
  });
});

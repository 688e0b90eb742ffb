import { cssVariables, readTheme, type Theme } from '../../kit/theme';

/** The colours and dashes that pictures are drawn with: series differ by both. */
export interface Palette extends Theme {
  readonly series: readonly string[];
}

const SERIES = 6;

const dashes: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [10, 3, 2, 3], [5, 2], [1, 2]];

const hex = (value: number): string => value.toString(16).padStart(2, '0');

/** Colours as they are painted: a saved picture opens where CSS's functions are not known. */
function paintedColours(): (css: string) => string {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (css) => {
    if (!context) return css;
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return `#${hex(red)}${hex(green)}${hex(blue)}`;
  };
}

/** The colours that hold for an element. */
export function readPalette(element: Element): Palette {
  const read = cssVariables(element);
  const theme = readTheme(element);
  const painted = paintedColours();
  return {
    ...theme,
    background: painted(theme.background),
    text: painted(theme.text),
    muted: painted(theme.muted),
    border: painted(theme.border),
    accent: painted(theme.accent),
    series: Array.from({ length: SERIES }, (_, i) => painted(read(`series-${i}`))),
  };
}

export const colourOf = ({ series }: Palette, tone: number): string =>
  series[tone % series.length] ?? 'currentColor';

export const dashOf = (tone: number, older: boolean): readonly number[] =>
  older ? [1, 3] : (dashes[tone % dashes.length] ?? []);

import { gradientLevel } from '../../../shared/words/format';

/** The worst finding of a line that is a problem. */
type Loud = 'error' | 'warning';

/**
 * Quiet greys from a gradient of 1e-8 or less to one of 1 or more, the scale of every view, bluish where it is weak;
 * loud is a finding alone, in its severity's colour. The height of the bar tells the levels apart without colour.
 */
const colours = {
  dark: {
    quiet: ['#7f9fc4', '#8ba5c1', '#97aabd', '#a1aeb9', '#a9b1b6', '#b0b4b5', '#b7b7b5'],
    error: '#f14c4c',
    warning: '#e0b000',
  },
  light: {
    quiet: ['#46648a', '#4f688a', '#586b87', '#5f6d82', '#656f7b', '#6a7074', '#6f706e'],
    error: '#c72e0f',
    warning: '#946800',
  },
} as const;

/** The look of an icon: a level from 0, the smallest gradient, to 6, and its finding. */
export interface HeatLook {
  readonly level: number;
  readonly loud?: Loud;
}

const LEVELS = colours.dark.quiet.length;

const levels = Array.from({ length: LEVELS }, (_, level) => level);

/** Every look that a line can have, the same object each time. */
export const heatLooks: readonly HeatLook[] = levels.flatMap((level) => [
  { level },
  { level, loud: 'warning' } as const,
  { level, loud: 'error' } as const,
]);

/** The look of a line's gradient and of its worst finding; `undefined` if no gradient was measured. */
export function heatOf(gradient: number | undefined, loud?: Loud): HeatLook | undefined {
  const place = gradientLevel(gradient);
  if (place === undefined) return undefined;
  const level = Math.round(place * (LEVELS - 1));
  return heatLooks.find((look) => look.level === level && look.loud === loud);
}

/** A bar as a data URI: the larger the gradient, the higher. */
export function heatIcon({ level, loud }: HeatLook, theme: keyof typeof colours): string {
  const height = 3 + Math.round((11 * level) / (LEVELS - 1));
  const fill = loud ? colours[theme][loud] : (colours[theme].quiet[level] ?? '');
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16">' +
    `<rect x="6" y="${15 - height}" width="4" height="${height}" rx="1" fill="${fill}"/>` +
    '</svg>';
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

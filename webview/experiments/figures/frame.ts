import { measuredNumber } from '../../../src/shared/words/experimentWords';
import { svgElement } from '../../kit/elements';
import type { Axis } from './axis';
import type { Palette } from './palette';

export const WIDTH = 640;
const FONT = 11;

/** A drawing of its own size, to be shown, saved, or put under another one. */
export const sheet = (height: number, palette: Palette, ...children: readonly Node[]) =>
  svgElement(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${WIDTH} ${height}`,
      width: WIDTH,
      height,
      'font-family': palette.font,
      'font-size': FONT,
    },
    ...children,
  );

interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly fill: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
  /** Keeps lines behind the letters apart from them. */
  readonly halo?: string;
}

export const text = (
  content: string,
  { x, y, fill, anchor = 'start', bold, halo }: TextPlace,
): SVGTextElement =>
  svgElement(
    'text',
    {
      x,
      y,
      fill,
      'text-anchor': anchor,
      'font-weight': bold ? 600 : undefined,
      ...(halo !== undefined && { stroke: halo, 'stroke-width': 4, 'paint-order': 'stroke' }),
    },
    content,
  );

export const line = (
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  attributes: Readonly<Record<string, string | number | undefined>>,
) => svgElement('line', { x1, y1, x2, y2, ...attributes });

export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Numbers and a thin line at each tick of the lower axis. */
export const lowerAxis = ({ at, ticks }: Axis, { top, bottom }: Plot, palette: Palette): Node[] =>
  ticks.flatMap((tick) => {
    const x = at(tick);
    return [
      line([x, top, x, bottom], { stroke: palette.border, 'stroke-opacity': 0.35 }),
      text(measuredTick(tick), { x, y: bottom + 14, fill: palette.muted, anchor: 'middle' }),
    ];
  });

export const leftAxis = ({ at, ticks }: Axis, { left, right }: Plot, palette: Palette): Node[] =>
  ticks.flatMap((tick) => {
    const y = at(tick);
    return [
      line([left, y, right, y], { stroke: palette.border, 'stroke-opacity': 0.35 }),
      text(measuredTick(tick), { x: left - 6, y: y + 4, fill: palette.muted, anchor: 'end' }),
    ];
  });

/** A number at an axis: without the zeros that a measured one has. */
export const measuredTick = (value: number): string =>
  Math.abs(value) < 10_000 && Math.abs(value) >= 0.001
    ? String(Number(value.toPrecision(4)))
    : value === 0
      ? '0'
      : measuredNumber(value);

import { svgElement } from '../../kit/elements';
import { linearAxis, logAxis, rangeOf, type Axis } from './axis';
import type { FigureLine, LinesFigure } from './figure';
import { leftAxis, line, lowerAxis, sheet, text, WIDTH, type Plot } from './frame';
import { colourOf, dashOf, type Palette } from './palette';

const TITLE = 20;
const PLOT = 190;
const AXIS = 34;
const KEY = 18;

interface Axes {
  readonly x: Axis;
  readonly y: Axis;
}

type Point = readonly [x: number, y: number];

/** The known points of a column. */
const pointsOf = (
  column: readonly (number | null)[],
  at: readonly number[],
  { x, y }: Axes,
): Point[] =>
  column.flatMap((value, i): Point[] => (value === null ? [] : [[x.at(at[i] ?? 0), y.at(value)]]));

const DOT = 2.5;

const path = (points: readonly Point[]): string =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

function drawLine(own: FigureLine, { x: at, dots }: LinesFigure, axes: Axes, palette: Palette) {
  const points = pointsOf(own.values, at, axes);
  const colour = colourOf(palette, own.tone);
  const { low = [], high = [] } = own;
  const band = [...pointsOf(low, at, axes), ...pointsOf(high, at, axes).reverse()];
  return [
    ...(band.length > 3 && !own.older
      ? [svgElement('path', { d: `${path(band)}Z`, fill: colour, 'fill-opacity': 0.16 })]
      : []),
    svgElement('path', {
      d: path(points),
      fill: 'none',
      stroke: colour,
      'stroke-width': 1.6,
      'stroke-dasharray': dashOf(own.tone, own.older).join(' ') || undefined,
    }),
    ...(dots ? points : []).map(([cx, cy]) =>
      svgElement('circle', { cx: cx.toFixed(1), cy: cy.toFixed(1), r: DOT, fill: colour }),
    ),
  ];
}

/** The names of the lines, one below the other, each with a piece of it. */
const keyOf = ({ lines }: LinesFigure, top: number, palette: Palette): Node[] =>
  lines.flatMap((own, i) => {
    const y = top + i * KEY;
    return [
      line([54, y - 4, 84, y - 4], {
        stroke: colourOf(palette, own.tone),
        'stroke-width': 1.6,
        'stroke-dasharray': dashOf(own.tone, own.older).join(' ') || undefined,
      }),
      text(own.label, { x: 92, y, fill: palette.text }),
    ];
  });

/** Every value that a figure of lines shows. */
export const valuesOf = ({ lines }: LinesFigure): number[] =>
  lines.flatMap(({ values, low = [], high = [] }) =>
    [...values, ...low, ...high].filter((value) => value !== null),
  );

/** Lines with bands over an axis, with their names below. */
export function drawLines(figure: LinesFigure, palette: Palette): SVGSVGElement {
  const plot: Plot = { left: 54, right: WIDTH - 12, top: TITLE + 8, bottom: TITLE + 8 + PLOT };
  const makeY = figure.log ? logAxis : linearAxis;
  const y = makeY(rangeOf(valuesOf(figure), figure.log), [plot.bottom, plot.top]);
  const [first = 0, last = 1] = [figure.x[0], figure.x.at(-1)];
  const axis = linearAxis({ least: first, most: last }, [plot.left, plot.right]);
  const isWhole = figure.x.every(Number.isInteger);
  const x = { ...axis, ticks: isWhole ? axis.ticks.filter(Number.isInteger) : axis.ticks };
  const keyTop = plot.bottom + AXIS + 14;
  return sheet(
    keyTop + figure.lines.length * KEY,
    palette,
    text(figure.title, { x: 8, y: 14, fill: palette.text, bold: true }),
    ...leftAxis(y, plot, palette),
    ...lowerAxis(x, plot, palette),
    text(figure.xTitle, { x: plot.right, y: plot.bottom + 28, fill: palette.muted, anchor: 'end' }),
    ...figure.lines.flatMap((own) => drawLine(own, figure, { x, y }, palette)),
    ...keyOf(figure, keyTop, palette),
  );
}

import { svgElement } from '../../kit/elements';
import { comparedText } from '../../../src/shared/words/experimentWords';
import { linearAxis, logAxis, rangeOf, type Axis } from './axis';
import type { IntervalRow, IntervalsFigure } from './figure';
import { line, lowerAxis, sheet, text, WIDTH, type Plot } from './frame';
import type { Palette } from './palette';

const TITLE = 24;
const ROW = 34;
const LABEL = 14;

function drawRow(row: IntervalRow, axis: Axis, y: number, palette: Palette): Node[] {
  const bar = y + 8;
  return [
    text(row.label, {
      x: 8,
      y: y - LABEL + 10,
      fill: palette.text,
      halo: palette.background,
    }),
    ...row.dots.map((dot) =>
      svgElement('circle', {
        cx: axis.at(dot).toFixed(1),
        cy: bar,
        r: 2.6,
        fill: palette.muted,
        'fill-opacity': 0.6,
      }),
    ),
    line([axis.at(row.low), bar, axis.at(row.high), bar], {
      stroke: palette.accent,
      'stroke-width': 2,
    }),
    svgElement('path', {
      d: `M${axis.at(row.value).toFixed(1)} ${bar - 5}l5 5l-5 5l-5 -5Z`,
      fill: palette.accent,
    }),
  ];
}

/** Comparisons with their intervals, and a dot for each seed. */
export function drawIntervals(figure: IntervalsFigure, palette: Palette): SVGSVGElement {
  const bottom = TITLE + figure.rows.length * ROW;
  const plot: Plot = { left: 8, right: WIDTH - 150, top: TITLE, bottom };
  const values = figure.rows.flatMap(({ low, high, dots }) => [low, high, ...dots]);
  const make = figure.log ? logAxis : linearAxis;
  const axis = make(rangeOf([...values, figure.neutral], figure.log), [plot.left, plot.right]);
  const neutral = axis.at(figure.neutral);
  const scale = figure.log ? 'log' : 'linear';
  return sheet(
    bottom + 24,
    palette,
    text(figure.title, { x: 8, y: 14, fill: palette.text, bold: true }),
    ...lowerAxis(axis, plot, palette),
    line([neutral, plot.top + LABEL, neutral, bottom], { stroke: palette.text, 'stroke-width': 1 }),
    ...figure.rows.flatMap((row, i) => [
      ...drawRow(row, axis, TITLE + i * ROW + 14, palette),
      text(`${comparedText({ scale, value: row.value })} · ${row.verdict}`, {
        x: plot.right + 12,
        y: TITLE + i * ROW + 26,
        fill: palette.text,
      }),
    ]),
  );
}

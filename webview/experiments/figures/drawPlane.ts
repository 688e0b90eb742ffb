import { contours } from 'd3-contour';
import { measuredNumber } from '../../../src/shared/words/experimentWords';
import { svgElement } from '../../kit/elements';
import type { PlaneFigure } from './figure';
import { sheet, text, WIDTH } from './frame';
import { heightColour } from './heightColour';
import type { Palette } from './palette';
import { heightsOf, surfaceQuads, type View } from './plane';

const TITLE = 24;
const SIDE = 250;
const LEVELS = 12;

/** The places of a contour: samples lie in the middle of their cells. */
function contourPath(rings: readonly (readonly number[][])[][], points: number): string {
  const at = (value: number): string => (((value - 0.5) / (points - 1)) * SIDE).toFixed(1);
  const ring = (places: readonly number[][]): string =>
    `M${places.map(([x = 0, y = 0]) => `${at(x)} ${at(y)}`).join('L')}Z`;
  return rings.flatMap((polygon) => polygon.map(ring)).join('');
}

function contourMap(figure: PlaneFigure, palette: Palette): SVGElement {
  const { heights } = heightsOf(figure);
  const { points } = figure;
  const thresholds = Array.from({ length: LEVELS }, (_, i) => i / LEVELS);
  const made = contours().size([points, points]).thresholds(thresholds)([...heights]);
  return svgElement(
    'svg',
    { x: 8, y: TITLE, width: SIDE, height: SIDE, viewBox: `0 0 ${SIDE} ${SIDE}` },
    svgElement('rect', { width: SIDE, height: SIDE, fill: heightColour(0) }),
    ...made.map(({ value, coordinates }) =>
      svgElement('path', {
        d: contourPath(coordinates, points),
        fill: heightColour(value + 0.5 / LEVELS),
        stroke: palette.background,
        'stroke-width': 0.5,
      }),
    ),
    svgElement('circle', {
      cx: SIDE / 2,
      cy: SIDE / 2,
      r: 4,
      fill: 'none',
      stroke: '#ffffff',
      'stroke-width': 1.5,
    }),
  );
}

const HALF = SIDE / 2;
/** Pixels of the surface for each unit of its plane. */
const SCALE = HALF / 1.5;

/** Paints a surface in the middle of a square of {@link SIDE} pixels. */
export function paintSurface(
  context: CanvasRenderingContext2D,
  figure: PlaneFigure,
  { view, palette }: { readonly view: View; readonly palette: Palette },
): void {
  context.clearRect(0, 0, SIDE, SIDE);
  context.lineWidth = 0.5;
  context.strokeStyle = palette.background;
  for (const { corners, height } of surfaceQuads(figure, view)) {
    context.beginPath();
    for (const [x, y] of corners) context.lineTo(HALF + x * SCALE, HALF + y * SCALE);
    context.closePath();
    context.fillStyle = heightColour(height);
    context.fill();
    context.stroke();
  }
}

export const SURFACE_SIDE = SIDE;

const surfaceMarks = (figure: PlaneFigure, view: View, palette: Palette): SVGElement[] =>
  surfaceQuads(figure, view).map(({ corners, height }) =>
    svgElement('polygon', {
      points: corners
        .map(([x, y]) => `${(HALF + x * SCALE).toFixed(1)},${(HALF + y * SCALE).toFixed(1)}`)
        .join(' '),
      fill: heightColour(height),
      stroke: palette.background,
      'stroke-width': 0.4,
    }),
  );

/** From the least loss to the largest, with the colours between them. */
function scaleBar(figure: PlaneFigure, palette: Palette): Node[] {
  const y = TITLE + SIDE + 12;
  const cells = 40;
  const [least, most] = [Math.min(...figure.loss), Math.max(...figure.loss)];
  const fill = palette.muted;
  return [
    ...Array.from({ length: cells }, (_, i) =>
      svgElement('rect', {
        x: 8 + (i * SIDE) / cells,
        y,
        width: SIDE / cells + 0.5,
        height: 8,
        fill: heightColour(i / (cells - 1)),
      }),
    ),
    text(measuredNumber(least), { x: 8, y: y + 22, fill }),
    text(measuredNumber(most), { x: 8 + SIDE, y: y + 22, fill, anchor: 'end' }),
  ];
}

/** Contours of a plane, with the surface beside them where it is to stand in the same drawing. */
export function drawPlane(figure: PlaneFigure, palette: Palette, view?: View): SVGSVGElement {
  const left = WIDTH - SIDE - 40;
  return sheet(
    TITLE + SIDE + 40,
    palette,
    text(figure.title, { x: 8, y: 14, fill: palette.text, bold: true }),
    contourMap(figure, palette),
    ...scaleBar(figure, palette),
    ...(view
      ? [
          svgElement(
            'svg',
            { x: left, y: TITLE, width: SIDE, height: SIDE, viewBox: `0 0 ${SIDE} ${SIDE}` },
            ...surfaceMarks(figure, view, palette),
          ),
        ]
      : []),
  );
}

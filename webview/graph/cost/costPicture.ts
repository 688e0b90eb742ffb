import { formatBytes } from '../../../src/shared/words/format';
import { phaseText } from '../../../src/shared/words/profileWords';
import { svgElement } from '../../kit/elements';
import { css, rampColour, textOn } from '../../kit/ramp';
import type { GraphTheme } from '../scene/theme';
import { partPlace } from '../state/heat';
import type { Cell } from './icicle';
import type { MemoryCurve } from './memoryCurve';

const WIDTH = 960;
const MARGIN = 16;
const ROW = 26;
const LINE = 18;
const CURVE = 150;
/** Width of a letter of the small font, for cutting texts off. */
const LETTER = 6.2;

/** Everything that the picture shows. */
export interface CostPicture {
  readonly title: string;
  readonly subtitle: string;
  readonly cells: readonly Cell[];
  readonly wordsOf: (cell: Cell) => string;
  readonly curve: MemoryCurve | undefined;
  readonly curveTitle: string;
}

interface Text {
  readonly x: number;
  readonly y: number;
  readonly fill: string;
  readonly bold?: boolean;
}

const textMark = (text: string, { x, y, fill, bold }: Text): SVGElement =>
  svgElement('text', { x, y, fill, 'font-weight': bold ? 600 : undefined }, text);

/** A text as far as it has room; empty if that says nothing. */
function cut(text: string, room: number): string {
  const letters = Math.floor(room / LETTER);
  if (text.length <= letters) return text;
  return letters < 3 ? '' : `${text.slice(0, letters - 1)}…`;
}

function cellMarks(cell: Cell, top: number, theme: GraphTheme, picture: CostPicture): SVGElement[] {
  const { part, label, depth, from, to } = cell;
  const room = WIDTH - 2 * MARGIN;
  const [x, width] = [MARGIN + from * room, (to - from) * room];
  const y = top + depth * ROW;
  const whole = picture.cells[0]?.part.value ?? 1;
  const colour = rampColour(theme.ramp, partPlace(part.value / whole));
  const isPlain = part.key === undefined;
  const fill = isPlain ? theme.surface : css(colour);
  const words = cut(`${label}  ${picture.wordsOf(cell)}`, width - 10);
  return [
    svgElement('rect', { x, y, width, height: ROW - 1, fill, stroke: theme.background }),
    textMark(words, { x: x + 5, y: y + 17, fill: isPlain ? theme.text : textOn(colour) }),
  ];
}

function curveMarks(curve: MemoryCurve, top: number, theme: GraphTheme): SVGElement[] {
  const room = WIDTH - 2 * MARGIN;
  const most = Math.max(1, ...curve.bytes);
  const last = Math.max(1, curve.x.length - 1);
  const xOf = (at: number): number => MARGIN + (at / last) * room;
  const yOf = (bytes: number): number => top + CURVE - (bytes / most) * (CURVE - LINE);
  const points = curve.bytes.map((bytes, at) => `${xOf(at).toFixed(1)},${yOf(bytes).toFixed(1)}`);
  const peak = curve.bytes[curve.peakAt] ?? 0;
  const base = top + CURVE;
  return [
    ...curve.spans.flatMap(({ phase, from, to }) => [
      svgElement('path', { d: `M${xOf(from)} ${top}V${base}`, stroke: theme.border }),
      textMark(cut(phaseText(phase), xOf(to) - xOf(from)), {
        x: xOf(from) + 4,
        y: top + 10,
        fill: theme.muted,
      }),
    ]),
    svgElement('path', { d: `M${MARGIN} ${base}H${WIDTH - MARGIN}`, stroke: theme.border }),
    svgElement('polyline', {
      points: points.join(' '),
      fill: 'none',
      stroke: theme.text,
      'stroke-width': 1.5,
    }),
    svgElement('circle', { cx: xOf(curve.peakAt), cy: yOf(peak), r: 4, fill: theme.accent }),
    textMark(formatBytes(peak), {
      x: Math.min(xOf(curve.peakAt) + 8, WIDTH - 90),
      y: yOf(peak) + 4,
      fill: theme.text,
    }),
  ];
}

/** The icicle and, below it, the memory over the step, as the text of an SVG. */
export function costSvg(
  picture: CostPicture,
  theme: GraphTheme,
): { readonly svg: string; readonly width: number; readonly height: number } {
  const { title, subtitle, cells, curve, curveTitle } = picture;
  const depth = Math.max(0, ...cells.map((cell) => cell.depth));
  const top = MARGIN + 2 * LINE;
  const below = top + (depth + 1) * ROW + LINE + 8;
  const height = curve ? below + CURVE + MARGIN + 8 : below;
  const marks = [
    svgElement('rect', { width: WIDTH, height, fill: theme.background }),
    textMark(title, { x: MARGIN, y: MARGIN + 10, fill: theme.text, bold: true }),
    textMark(subtitle, { x: MARGIN, y: MARGIN + 10 + LINE, fill: theme.muted }),
    ...cells.flatMap((cell) => cellMarks(cell, top, theme, picture)),
    ...(curve
      ? [
          textMark(curveTitle, { x: MARGIN, y: below - 4, fill: theme.text, bold: true }),
          ...curveMarks(curve, below + 8, theme),
        ]
      : []),
  ];
  const root = svgElement(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: WIDTH,
      height,
      viewBox: `0 0 ${WIDTH} ${height}`,
      'font-family': theme.font,
      'font-size': 12,
    },
    ...marks,
  );
  return { svg: new XMLSerializer().serializeToString(root), width: WIDTH, height };
}

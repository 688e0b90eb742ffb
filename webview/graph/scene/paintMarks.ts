import type { DotMark, Font, LinesMark, Mark, Measure, RectMark, TextMark } from './marks';
import { HALO_WIDTH } from './lineStyle';
import { traceArrow, traceRoute, traceStraight } from './trace';

type Canvas = CanvasRenderingContext2D;

const fontOf = ({ weight, size }: Font, family: string): string => `${weight} ${size}px ${family}`;

/** Measures texts as a canvas sets them. */
export function canvasMeasure(context: Canvas, family: string): Measure {
  const widths = new Map<string, number>();
  return (text, font) => {
    const css = fontOf(font, family);
    const key = `${css}|${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    context.font = css;
    const { width } = context.measureText(text);
    widths.set(key, width);
    return width;
  };
}

function paintRect(context: Canvas, mark: RectMark): void {
  const { x, y, width, height, radius, fill, stroke } = mark;
  if (fill !== undefined) context.fillStyle = fill;
  if (radius === 0 && stroke === undefined) {
    context.fillRect(x, y, width, height);
    return;
  }
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
  if (fill !== undefined) context.fill();
  if (stroke === undefined) return;
  context.strokeStyle = stroke;
  context.lineWidth = mark.strokeWidth ?? 1;
  if (mark.dash) context.setLineDash([...mark.dash]);
  context.stroke();
  if (mark.dash) context.setLineDash([]);
}

function paintLines(context: Canvas, mark: LinesMark): void {
  context.globalAlpha = mark.alpha;
  context.strokeStyle = mark.colour;
  context.lineWidth = mark.width;
  context.setLineDash([...mark.dash]);
  context.beginPath();
  for (const route of mark.routes) (mark.rounded ? traceRoute : traceStraight)(context, route);
  context.stroke();
  context.setLineDash([]);
  if (mark.arrow > 0) {
    context.fillStyle = mark.colour;
    context.beginPath();
    for (const route of mark.routes) traceArrow(context, route, mark.arrow);
    context.fill();
  }
  context.globalAlpha = 1;
}

function paintDot(context: Canvas, { x, y, radius, fill, stroke, strokeWidth }: DotMark): void {
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fillStyle = fill;
  context.fill();
  context.lineWidth = strokeWidth;
  context.strokeStyle = stroke;
  context.stroke();
}

function paintText(context: Canvas, { x, y, text, colour, align, halo }: TextMark): void {
  context.textAlign = align;
  if (halo !== undefined) {
    context.lineWidth = HALO_WIDTH;
    context.strokeStyle = halo;
    context.strokeText(text, x, y);
  }
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

/** Writes marks onto a canvas, under the transform that it has. */
export function paintMarks(context: Canvas, marks: readonly Mark[], family: string): void {
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  // Setting a font is slow even if it stays the same.
  let font = '';
  for (const mark of marks) {
    switch (mark.type) {
      case 'rect':
        paintRect(context, mark);
        break;
      case 'lines':
        paintLines(context, mark);
        break;
      case 'dot':
        paintDot(context, mark);
        break;
      case 'text': {
        const wanted = fontOf(mark.font, family);
        if (wanted !== font) context.font = font = wanted;
        paintText(context, mark);
      }
    }
  }
}

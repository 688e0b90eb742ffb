import { svgElement } from '../../kit/elements';
import { drawIntervals } from './drawIntervals';
import { drawLines } from './drawLines';
import { drawPlane } from './drawPlane';
import type { Figure } from './figure';
import { firstView } from './figureView';
import { text, WIDTH } from './frame';
import type { Palette } from './palette';

function drawingOf(figure: Figure, palette: Palette): SVGSVGElement {
  switch (figure.type) {
    case 'lines':
      return drawLines(figure, palette);
    case 'intervals':
      return drawIntervals(figure, palette);
    case 'plane':
      return drawPlane(figure, palette, firstView);
  }
}

const MARGIN = 16;
const GAP = 18;
const LINE = 16;
const LETTERS = 100;

/** A sentence in lines of a picture's width. */
function wrapped(sentence: string): string[] {
  const lines: string[] = [''];
  for (const word of sentence.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length >= LETTERS) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

/** Everything that a result shows, one picture below the other, as the text of an SVG. */
export function pictureSvg(
  sentence: string,
  figures: readonly Figure[],
  palette: Palette,
): { readonly svg: string; readonly width: number; readonly height: number } {
  const lines = wrapped(sentence);
  const width = WIDTH + 2 * MARGIN;
  let y = MARGIN + lines.length * LINE;
  const placed = figures.map((figure) => {
    const drawing = drawingOf(figure, palette);
    drawing.setAttribute('x', String(MARGIN));
    drawing.setAttribute('y', String(y));
    y += Number(drawing.getAttribute('height')) + GAP;
    return drawing;
  });
  const root = svgElement(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height: y,
      viewBox: `0 0 ${width} ${y}`,
      'font-family': palette.font,
      'font-size': 12,
    },
    svgElement('rect', { width, height: y, fill: palette.background }),
    ...lines.map((line, i) =>
      text(line, { x: MARGIN, y: MARGIN + (i + 0.5) * LINE, fill: palette.text, bold: true }),
    ),
    ...placed,
  );
  return { svg: new XMLSerializer().serializeToString(root), width, height: y };
}

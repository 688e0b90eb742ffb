import * as l10n from '@vscode/l10n';
import type { Scene } from '../scene/scene';
import type { Mark } from '../scene/marks';
import { canvasMeasure, paintMarks } from '../scene/paintMarks';
import { wholeScene } from '../scene/sceneMarks';
import { SHEET_MARGIN, writeSvg, type ReadColour, type Sheet } from '../scene/writeSvg';

const SCALE = 2;
/** The limits of one canvas in browsers, and 256 MB of memory. */
const MOST_SIDE = 16_384;
const MOST_PIXELS = 64e6;

function newCanvas(
  width: number,
  height: number,
  settings?: CanvasRenderingContext2DSettings,
): CanvasRenderingContext2D {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d', settings);
  if (!context) throw new Error(l10n.t('this page has no canvas'));
  return context;
}

function wholeMarks({ picture, appearance }: Scene): readonly Mark[] {
  const measure = canvasMeasure(newCanvas(1, 1), appearance.theme.font);
  // Highlights of the pointer and of the text cursor are no part of the picture.
  const still = { ...appearance, hovered: undefined, cursor: new Set<never>() };
  return wholeScene(picture, still, measure);
}

const hex = (value: number): string => value.toString(16).padStart(2, '0');

/** Reads colours as they are painted, in any CSS notation. */
function paintedColour(): ReadColour {
  const context = newCanvas(1, 1, { willReadFrequently: true });
  return (css) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
    return { hex: `#${hex(red)}${hex(green)}${hex(blue)}`, alpha: alpha / 255 };
  };
}

const sheetOf = ({ picture: { subject, layout }, appearance: { theme } }: Scene): Sheet => ({
  width: layout.width,
  height: layout.height,
  title: subject.report.model.name,
  background: theme.background,
  font: theme.font,
});

/** The whole network, with its groups open as in the view, as the text of an SVG. */
export const drawSvg = (drawn: Scene): string =>
  writeSvg(wholeMarks(drawn), sheetOf(drawn), paintedColour());

/** The pixels for each CSS pixel that a picture of this size may have. */
export function pngScale(width: number, height: number): number {
  const bySide = MOST_SIDE / Math.max(width, height);
  return Math.min(SCALE, bySide, Math.sqrt(MOST_PIXELS / (width * height)));
}

/** The same as a PNG, at 2× if the limits allow. */
export async function drawPng(drawn: Scene): Promise<{ png: Blob; scale: number }> {
  const sheet = sheetOf(drawn);
  const [width, height] = [sheet.width + 2 * SHEET_MARGIN, sheet.height + 2 * SHEET_MARGIN];
  const scale = pngScale(width, height);
  const context = newCanvas(Math.round(width * scale), Math.round(height * scale));
  context.fillStyle = sheet.background;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.setTransform(scale, 0, 0, scale, SHEET_MARGIN * scale, SHEET_MARGIN * scale);
  paintMarks(context, wholeMarks(drawn), sheet.font);
  const png = await new Promise<Blob | null>((done) => context.canvas.toBlob(done, 'image/png'));
  if (!png) throw new Error(l10n.t('the browser made no PNG of the picture'));
  return { png, scale };
}

/** The notice about a picture of fewer pixels than 2×; `undefined` for one at 2×. */
export const smallerSentence = (scale: number): string | undefined =>
  scale === SCALE
    ? undefined
    : l10n.t(
        'This network is too large for a PNG at 2×; it was drawn at {0}×. As SVG it keeps every detail.',
        scale.toPrecision(2),
      );

import type { Camera } from './paint';
import type { Rect } from './picture';

/** The smallest text of a picture at zoom 1, in CSS pixels. */
export const SMALLEST_TEXT = 11;
/** Below this, in CSS pixels, a text is a strain to read. */
const LEGIBLE_TEXT = 11;
const OPENING_ZOOM = LEGIBLE_TEXT / SMALLEST_TEXT;
const TOP = 4;
/** The place of what the verdict speaks of, as a share of the height. */
const ANCHOR_AT = 0.25;

interface Sight {
  /** The camera that shows the whole picture. */
  readonly whole: Camera;
  readonly picture: { readonly width: number; readonly height: number };
  readonly canvas: { readonly width: number; readonly height: number };
  /** The box to begin at, else the top. */
  readonly anchor: Rect | undefined;
}

/** The offset of a picture along one axis: in the middle where it fits, else near `wanted`, with no gap at its ends. */
const offset = (length: number, room: number, wanted: number): number =>
  length <= room ? (room - length) / 2 : Math.min(TOP, Math.max(room - length, wanted));

/** The first camera of a picture: the whole where its texts are legible, else as much of it as they allow. */
export function openingCamera({ whole, picture, canvas, anchor }: Sight): Camera {
  if (whole.zoom >= OPENING_ZOOM) return whole;
  const zoom = OPENING_ZOOM;
  const [width, height] = [picture.width * zoom, picture.height * zoom];
  const middle = anchor ? (anchor.x + anchor.width / 2) * zoom : width / 2;
  const top = anchor ? canvas.height * ANCHOR_AT - anchor.y * zoom : TOP;
  return {
    x: offset(width, canvas.width, canvas.width / 2 - middle),
    y: height <= canvas.height ? TOP : Math.min(TOP, Math.max(canvas.height - height, top)),
    zoom,
  };
}

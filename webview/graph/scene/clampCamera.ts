import type { Camera } from './paint';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** This much of the picture stays in view, in pixels, or half of a smaller one. */
const KEPT = 80;

/** One axis: the start of a picture of this extent on a screen of that extent. */
function clamp(start: number, extent: number, screen: number): number {
  const kept = Math.min(KEPT, extent / 2, screen / 2);
  return Math.min(screen - kept, Math.max(kept - extent, start));
}

/** The nearest camera that does not lose the picture. */
export function clampCamera({ x, y, zoom }: Camera, picture: Size, canvas: Size): Camera {
  return {
    x: clamp(x, picture.width * zoom, canvas.width),
    y: clamp(y, picture.height * zoom, canvas.height),
    zoom,
  };
}

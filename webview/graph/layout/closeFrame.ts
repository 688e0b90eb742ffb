import type { Frame } from './frames';
import { spacing } from './spacing';

interface Extent {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

function extentOf({ members, routes }: Frame): Extent {
  const extent = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  const include = (x: number, y: number): void => {
    extent.left = Math.min(extent.left, x);
    extent.top = Math.min(extent.top, y);
    extent.right = Math.max(extent.right, x);
    extent.bottom = Math.max(extent.bottom, y);
  };
  for (const { x, y, width, height } of members) {
    include(x, y);
    include(x + width, y + height);
  }
  for (const points of routes.values())
    for (let at = 0; at < points.length; at += 2) include(points[at] ?? 0, points[at + 1] ?? 0);
  return extent;
}

function shift({ members, routes }: Frame, dx: number, dy: number): void {
  for (const box of members) {
    box.x += dx;
    box.y += dy;
  }
  for (const points of routes.values())
    points.forEach((value, at) => (points[at] = value + (at % 2 === 0 ? dx : dy)));
}

/** Moves the content of a frame to its corner; returns the size of the frame and the new place of x = 0. */
export function closeFrame(frame: Frame): { width: number; height: number; origin: number } {
  const { left, top, right, bottom } = extentOf(frame);
  const { framePadding, frameTitle } = spacing;
  shift(frame, framePadding - left, frameTitle - top);
  return {
    width: right - left + 2 * framePadding,
    height: bottom - top + frameTitle + framePadding,
    origin: framePadding - left,
  };
}

import type { Rect } from './picture';

/** Dashes of 6, 11 and 20 pixels restart at its multiples: they stay in place while the view moves. */
const GRID = 660;
/** Corners and arrow heads reach this far beyond their points. */
const REACH = 40;

const bounds = (from: number, length: number): readonly [number, number] => [
  Math.floor((from - REACH) / GRID) * GRID,
  Math.ceil((from + length + REACH) / GRID) * GRID,
];

/**
 * A route of level and upright stretches, clipped to `area`: points far outside move to just beyond its
 * border. A dashed line takes time for every dash, in view or not.
 */
export function clipRoute(route: Float32Array, area: Rect): Float32Array {
  const [left, right] = bounds(area.x, area.width);
  const [top, bottom] = bounds(area.y, area.height);
  const points: number[] = [];
  for (let at = 0; at + 1 < route.length; at += 2) {
    const x = Math.min(right, Math.max(left, route[at] ?? 0));
    const y = Math.min(bottom, Math.max(top, route[at + 1] ?? 0));
    if (x !== points.at(-2) || y !== points.at(-1)) points.push(x, y);
  }
  return Float32Array.from(points);
}

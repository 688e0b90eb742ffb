import type { Layout } from '../../../src/shared/protocol/layoutContract';
import type { Box, Frame } from './frames';

interface Corner {
  readonly x: number;
  readonly y: number;
}

/** The corner of every frame, counted from the corner of the whole picture. */
function cornersOf(boxes: readonly Box[], root: Frame): Map<Frame, Corner> {
  const corners = new Map<Frame, Corner>([[root, { x: 0, y: 0 }]]);
  // Frames come before their content.
  for (const { inside, frame, x, y } of boxes) {
    const around = corners.get(frame);
    if (inside && around) corners.set(inside, { x: around.x + x, y: around.y + y });
  }
  return corners;
}

function writeBoxes(boxes: readonly Box[], corners: ReadonlyMap<Frame, Corner>): Float32Array {
  const places = new Float32Array(boxes.length * 4);
  for (const { index, frame, x, y, width, height } of boxes) {
    const corner = corners.get(frame);
    if (corner) places.set([corner.x + x, corner.y + y, width, height], index * 4);
  }
  return places;
}

function writeRoutes(corners: ReadonlyMap<Frame, Corner>, edges: number) {
  const routes = new Map<number, { readonly points: readonly number[]; readonly corner: Corner }>();
  for (const [frame, corner] of corners)
    for (const [edge, points] of frame.routes) routes.set(edge, { points, corner });
  const routeStart = new Int32Array(edges + 1);
  let total = 0;
  for (let edge = 0; edge < edges; edge++) {
    total += routes.get(edge)?.points.length ?? 0;
    routeStart[edge + 1] = total;
  }
  const routePoints = new Float32Array(total);
  for (const [edge, { points, corner }] of routes) {
    const start = routeStart[edge] ?? 0;
    points.forEach((value, at) => {
      routePoints[start + at] = value + (at % 2 === 0 ? corner.x : corner.y);
    });
  }
  return { routeStart, routePoints };
}

/** Writes places and routes into columns of numbers. */
export function writeLayout(
  boxes: readonly Box[],
  root: Frame,
  edges: number,
): Omit<Layout, 'width' | 'height'> {
  const corners = cornersOf(boxes, root);
  return { boxes: writeBoxes(boxes, corners), ...writeRoutes(corners, edges) };
}

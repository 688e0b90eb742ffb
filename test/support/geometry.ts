import type { Layout } from '../../src/shared/protocol/layoutContract';
import type { VisibleGraph } from '../../webview/graph/layout/visibleGraph';

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

type Point = readonly [number, number];

export function rectOf({ boxes }: Layout, node: number): Rect {
  const [x = 0, y = 0, width = 0, height = 0] = boxes.subarray(4 * node, 4 * node + 4);
  return { left: x, top: y, right: x + width, bottom: y + height };
}

export function routeOf({ routeStart, routePoints }: Layout, edge: number): Point[] {
  const points: Point[] = [];
  for (let at = routeStart[edge]!; at < routeStart[edge + 1]!; at += 2)
    points.push([routePoints[at]!, routePoints[at + 1]!]);
  return points;
}

/** The frames around a node, innermost first. */
export function framesAround({ nodes }: VisibleGraph, node: number): number[] {
  const frames: number[] = [];
  for (let at = nodes[node]!.parent; at >= 0; at = nodes[at]!.parent) frames.push(at);
  return frames;
}

const SLACK = 0.5;

export const overlap = (a: Rect, b: Rect): boolean =>
  a.left < b.right - SLACK &&
  b.left < a.right - SLACK &&
  a.top < b.bottom - SLACK &&
  b.top < a.bottom - SLACK;

export const contains = (outer: Rect, inner: Rect): boolean =>
  outer.left <= inner.left + SLACK &&
  outer.top <= inner.top + SLACK &&
  outer.right >= inner.right - SLACK &&
  outer.bottom >= inner.bottom - SLACK;

/** Distance of a point from the border of a rectangle. */
export function fromBorder([x, y]: Point, { left, top, right, bottom }: Rect): number {
  const outside = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
  const inside = Math.min(x - left, right - x, y - top, bottom - y);
  return inside > 0 ? inside : outside;
}

/** Tells whether an orthogonal route crosses a rectangle. */
export function crosses(points: readonly Point[], { left, top, right, bottom }: Rect): boolean {
  return points.slice(1).some(([x1, y1], at) => {
    const [x0, y0] = points[at]!;
    return (
      Math.max(x0, x1) > left + SLACK &&
      Math.min(x0, x1) < right - SLACK &&
      Math.max(y0, y1) > top + SLACK &&
      Math.min(y0, y1) < bottom - SLACK
    );
  });
}

import Flatbush from 'flatbush';
import type { Layout } from '../../../src/shared/protocol/layoutContract';
import type { VisibleEdge, VisibleGraph } from '../layout/visibleGraph';
import type { Subject } from '../state/subject';
import { pointAt, type Point } from './trace';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A visible graph with its layout, indexed for culling and for the pointer. */
export interface Picture {
  readonly subject: Subject;
  readonly graph: VisibleGraph;
  readonly layout: Layout;
  rect(node: number): Rect;
  route(edge: number): Float32Array;
  nodesIn(area: Rect): readonly number[];
  edgesIn(area: Rect): readonly number[];
  /** The box under a point. */
  boxAt(x: number, y: number): number | undefined;
  /** The line nearest to a point, within `tolerance`. */
  edgeAt(x: number, y: number, tolerance: number): VisibleEdge | undefined;
}

function indexNodes({ boxes }: Layout, count: number): Flatbush | undefined {
  if (count === 0) return undefined;
  const index = new Flatbush(count);
  for (let at = 0; at < boxes.length; at += 4) {
    const [x = 0, y = 0, width = 0, height = 0] = boxes.subarray(at, at + 4);
    index.add(x, y, x + width, y + height);
  }
  index.finish();
  return index;
}

interface Segments {
  readonly index: Flatbush | undefined;
  readonly edges: Int32Array;
  readonly starts: Int32Array;
}

/** Every segment of every route, by its edge and the position of its first point in `routePoints`. */
function indexSegments({ routeStart, routePoints }: Layout): Segments {
  const edges: number[] = [];
  const starts: number[] = [];
  for (let edge = 0; edge + 1 < routeStart.length; edge++) {
    const stop = (routeStart[edge + 1] ?? 0) - 2;
    for (let at = routeStart[edge] ?? 0; at < stop; at += 2) {
      edges.push(edge);
      starts.push(at);
    }
  }
  const index = edges.length > 0 ? new Flatbush(edges.length) : undefined;
  for (const at of starts) {
    const [a, b] = [pointAt(routePoints, at / 2), pointAt(routePoints, at / 2 + 1)];
    index?.add(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y));
  }
  index?.finish();
  return { index, edges: Int32Array.from(edges), starts: Int32Array.from(starts) };
}

function distanceTo(a: Point, b: Point, { x, y }: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const share = length > 0 ? ((x - a.x) * dx + (y - a.y) * dy) / length : 0;
  const nearest = Math.min(1, Math.max(0, share));
  return Math.hypot(x - a.x - nearest * dx, y - a.y - nearest * dy);
}

const search = (index: Flatbush | undefined, { x, y, width, height }: Rect): readonly number[] =>
  index?.search(x, y, x + width, y + height) ?? [];

export function makePicture(subject: Subject, graph: VisibleGraph, layout: Layout): Picture {
  const boxes = indexNodes(layout, graph.nodes.length);
  const segments = indexSegments(layout);
  const around = (x: number, y: number, reach: number): Rect => ({
    x: x - reach,
    y: y - reach,
    width: 2 * reach,
    height: 2 * reach,
  });
  return {
    subject,
    graph,
    layout,
    rect: (node) => {
      const [x = 0, y = 0, width = 0, height = 0] = layout.boxes.subarray(4 * node, 4 * node + 4);
      return { x, y, width, height };
    },
    route: (edge) =>
      layout.routePoints.subarray(layout.routeStart[edge], layout.routeStart[edge + 1]),
    nodesIn: (area) => [...search(boxes, area)].sort((a, b) => a - b),
    edgesIn: (area) => [
      ...new Set(search(segments.index, area).map((at) => segments.edges[at] ?? 0)),
    ],
    boxAt: (x, y) => {
      // Frames come before their content, so the last hit is the innermost.
      const hits = [...search(boxes, around(x, y, 0))].sort((a, b) => b - a);
      return hits[0];
    },
    edgeAt: (x, y, tolerance) => {
      let best = tolerance;
      let found: VisibleEdge | undefined;
      for (const at of search(segments.index, around(x, y, tolerance))) {
        const start = (segments.starts[at] ?? 0) / 2;
        const [a, b] = [pointAt(layout.routePoints, start), pointAt(layout.routePoints, start + 1)];
        const distance = distanceTo(a, b, { x, y });
        if (distance > best) continue;
        best = distance;
        found = graph.edges[segments.edges[at] ?? -1];
      }
      return found;
    },
  };
}

const ROUNDING = 18;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The point at a position of a route, counted in points. */
export const pointAt = (route: Float32Array, at: number): Point => ({
  x: route[2 * at] ?? 0,
  y: route[2 * at + 1] ?? 0,
});

/** The receiver of a traced route: a canvas, or the text of an SVG path. */
export interface PathSink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void;
  closePath(): void;
}

const between = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);

/** Traces a route with sharp corners: from afar nobody sees the difference. */
export function traceStraight(path: PathSink, route: Float32Array): void {
  path.moveTo(route[0] ?? 0, route[1] ?? 0);
  for (let at = 2; at < route.length; at += 2) path.lineTo(route[at] ?? 0, route[at + 1] ?? 0);
}

const towards = (from: Point, to: Point, share: number): [number, number] => [
  from.x + (to.x - from.x) * share,
  from.y + (to.y - from.y) * share,
];

/** Traces a route with rounded corners. */
export function traceRoute(path: PathSink, route: Float32Array): void {
  const last = route.length / 2 - 1;
  const start = pointAt(route, 0);
  const end = pointAt(route, last);
  path.moveTo(start.x, start.y);
  for (let at = 1; at < last; at++) {
    const corner = pointAt(route, at);
    const [before, next] = [pointAt(route, at - 1), pointAt(route, at + 1)];
    const [to, on] = [between(before, corner), between(corner, next)];
    const room = Math.min(ROUNDING, to / 2, on / 2);
    if (room === 0) continue;
    path.lineTo(...towards(corner, before, room / to));
    path.quadraticCurveTo(corner.x, corner.y, ...towards(corner, next, room / on));
  }
  path.lineTo(end.x, end.y);
}

/** Traces the head of an arrow at the end of a route. */
export function traceArrow(path: PathSink, route: Float32Array, size: number): void {
  const last = route.length / 2 - 1;
  const before = pointAt(route, last - 1);
  const { x, y } = pointAt(route, last);
  const length = between(before, { x, y }) || 1;
  const [dx, dy] = [((x - before.x) / length) * size, ((y - before.y) / length) * size];
  path.moveTo(x, y);
  path.lineTo(x - dx - dy * 0.55, y - dy + dx * 0.55);
  path.lineTo(x - dx + dy * 0.55, y - dy - dx * 0.55);
  path.closePath();
}

/** The place of a label: the middle of the longest segment of a route, beside it if `upright`, else above. */
export function labelPlace(
  route: Float32Array,
): Point & { readonly upright: boolean; readonly length: number } {
  let place = { x: 0, y: 0, upright: true, length: -1 };
  for (let at = 0; at + 1 < route.length / 2; at++) {
    const [a, b] = [pointAt(route, at), pointAt(route, at + 1)];
    const length = between(a, b);
    if (length <= place.length) continue;
    const upright = Math.abs(b.y - a.y) > Math.abs(b.x - a.x);
    place = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, upright, length };
  }
  return place;
}

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipRoute } from '../../../../../webview/graph/scene/clipRoute';
import type { Rect } from '../../../../../webview/graph/scene/picture';

const far = fc.integer({ min: -20_000, max: 20_000 });

/** Level and upright stretches in turn. */
const routes = fc
  .tuple(far, far, fc.array(far, { minLength: 1, maxLength: 6 }))
  .map(([startX, startY, turns]) => {
    const points = [startX, startY];
    let [x, y] = [startX, startY];
    turns.forEach((to, at) => {
      if (at % 2 === 0) x = to;
      else y = to;
      points.push(x, y);
    });
    return Float32Array.from(points);
  });
const areas: fc.Arbitrary<Rect> = fc.record({
  x: far,
  y: far,
  width: fc.integer({ min: 1, max: 3000 }),
  height: fc.integer({ min: 1, max: 3000 }),
});

/** The stretches of a route inside an area, in order. */
function seen(route: Float32Array, { x, y, width, height }: Rect): string[] {
  const within = (value: number, from: number, length: number): number =>
    Math.min(from + length, Math.max(from, value));
  const stretches: string[] = [];
  for (let at = 0; at + 3 < route.length; at += 2) {
    const [x0, y0, x1, y1] = route.subarray(at, at + 4) as unknown as number[];
    const isOutside =
      Math.max(x0!, x1!) < x ||
      Math.min(x0!, x1!) > x + width ||
      Math.max(y0!, y1!) < y ||
      Math.min(y0!, y1!) > y + height;
    if (isOutside || (x0 === x1 && y0 === y1)) continue;
    stretches.push(
      [within(x0!, x, width), within(y0!, y, height)].join() +
        ` ${[within(x1!, x, width), within(y1!, y, height)].join()}`,
    );
  }
  return stretches;
}

describe('a route that reaches far out of sight', () => {
  it('looks the same inside the area, wherever that is', () => {
    fc.assert(
      fc.property(routes, areas, (route, area) => {
        expect(seen(clipRoute(route, area), area)).toEqual(seen(route, area));
      }),
    );
  });

  it('reaches no further than its dashes need', () => {
    fc.assert(
      fc.property(routes, areas, (route, area) => {
        const clipped = clipRoute(route, area);
        const xs = clipped.filter((_, at) => at % 2 === 0);
        expect(Math.max(...xs) - Math.min(...xs)).toBeLessThanOrEqual(area.width + 2 * 700);
      }),
    );
  });
});

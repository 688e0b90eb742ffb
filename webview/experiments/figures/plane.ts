import type { PlaneFigure } from './figure';

/** A corner of the surface on the page, with its distance from the eye. */
interface Corner {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
}

/** One piece of a surface on the page. */
export interface Quad {
  readonly corners: readonly (readonly [x: number, y: number])[];
  /** Its height from 0 to 1. */
  readonly height: number;
}

/** The direction that a surface is looked at from, in radians. */
export interface View {
  readonly turn: number;
  readonly tilt: number;
}

/** Losses by their height from 0 to 1, on a logarithmic scale where they span more than a decade. */
export function heightsOf({ loss }: Pick<PlaneFigure, 'loss'>): {
  readonly heights: readonly number[];
  readonly log: boolean;
} {
  const [least, most] = [Math.min(...loss), Math.max(...loss)];
  const log = least > 0 && most / least > 10;
  const scale = log ? Math.log : (value: number): number => value;
  const range = scale(most) - scale(least);
  return {
    heights: loss.map((value) => (range > 0 ? (scale(value) - scale(least)) / range : 0)),
    log,
  };
}

/** Place of a corner: x and y from −1 to 1 on the plane, height from 0 to 1. */
function seen([x, y, z]: readonly [number, number, number], { turn, tilt }: View): Corner {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const right = x * cos - y * sin;
  const away = x * sin + y * cos;
  const up = z * 1.1 - 0.55;
  return {
    x: right,
    y: -(up * Math.cos(tilt) + away * Math.sin(tilt)),
    depth: away * Math.cos(tilt) - up * Math.sin(tilt),
  };
}

/**
 * The pieces of a surface from the farthest to the nearest: painted in this order, near ones cover far ones
 * (the painter's algorithm). Places from about −1.5 to 1.5.
 */
export function surfaceQuads(figure: PlaneFigure, view: View): Quad[] {
  const { points } = figure;
  const { heights } = heightsOf(figure);
  const placed = heights.map((z, i) =>
    seen(
      [(2 * (i % points)) / (points - 1) - 1, (2 * Math.floor(i / points)) / (points - 1) - 1, z],
      view,
    ),
  );
  const quads: (Quad & { readonly depth: number })[] = [];
  for (let row = 0; row + 1 < points; row++)
    for (let column = 0; column + 1 < points; column++) {
      const at = row * points + column;
      const ids = [at, at + 1, at + points + 1, at + points];
      const corners = ids.flatMap((id) => placed[id] ?? []);
      quads.push({
        corners: corners.map(({ x, y }) => [x, y] as const),
        height: ids.reduce((sum, id) => sum + (heights[id] ?? 0), 0) / ids.length,
        depth: corners.reduce((sum, { depth }) => sum + depth, 0),
      });
    }
  return quads.sort((a, b) => b.depth - a.depth);
}

import { findDodge } from './dodge';
import { cornerIn, type Box, type Frame } from './frames';
import { attach, spacing, type Side } from './spacing';

export type End = 'leave' | 'arrive';

interface Corner {
  readonly x: number;
  readonly y: number;
}

/** The line from the side of a box to the border of the member that holds it; x and y in turn, outwards. */
export interface Leg {
  readonly points: number[];
  readonly y: number;
}

/** `true` if lines turn off above a box: arrivals do, departures turn off below; the other way round in upward flow. */
const turnsAbove = (box: Box, end: End): boolean => (end === 'arrive') !== box.up;

/** The height at which skips meet the side of a box, from its top. */
function attachY(box: Box, end: End): number {
  return box.height * (box.up ? 1 - attach[end] : attach[end]);
}

/**
 * Leads from the side of `box`, `from` below its top, straight out of every frame up to `frame`. Where
 * a neighbour is in the way it turns into the gap beside the neighbour's band first.
 */
export function sideLeg(
  box: Box,
  frame: Frame,
  way: { readonly side: Side; readonly end: End },
  from = attachY(box, way.end),
): Leg {
  const corner = cornerIn(box, frame);
  const { side, end } = way;
  let y = corner.y + from;
  const points = [corner.x + (side === 'right' ? box.width : 0), y];
  for (let at: Box | undefined = box; at; at = at.frame === frame ? undefined : at.frame.box) {
    const place = cornerIn(at, frame);
    const dodge = findDodge(at, y - place.y + at.y, side, turnsAbove(at, end));
    if (!dodge) continue;
    const x = dodge.x + place.x - at.x;
    points.push(x, y);
    y = dodge.y + place.y - at.y;
    points.push(x, y);
  }
  return { points, y };
}

const overlapsX = (box: Box, x: number): boolean =>
  box.x - spacing.clearance < x && box.x + box.width + spacing.clearance > x;

/** `true` if the way up or down from the middle of `box` to the border of its member of `frame` is free. */
export function isOpenAhead(box: Box, frame: Frame, end: End): boolean {
  let at = box;
  while (at.frame !== frame) {
    const { frame: home } = at;
    const up = turnsAbove(at, end);
    const x = cornerIn(box, home).x + box.width / 2;
    const { y } = at;
    const isBlocked = home.members.some(
      (other) => overlapsX(other, x) && (up ? other.y < y : other.y > y),
    );
    if (isBlocked || !home.box) return false;
    at = home.box;
  }
  return true;
}

/** Leads a route that ends at the border of a member on to the box inside it. */
function leadIn(box: Box, frame: Frame, border: Corner): number[] {
  const corner = cornerIn(box, frame);
  const x = corner.x + box.width / 2;
  const above = border.y < corner.y + box.height / 2;
  const y = above ? corner.y : corner.y + box.height;
  if (box.frame === frame) return [];
  if (Math.abs(x - border.x) < 0.5) return [x, y];
  const turn = border.y + (above ? 6 : -6);
  return [border.x, turn, x, turn, x, y];
}

/** A route between the borders of two members, led on to the boxes inside them at both ends. */
export function leadBoth(
  ends: { readonly from: Box; readonly to: Box },
  frame: Frame,
  points: readonly number[],
): number[] {
  const border = (at: number): Corner => ({ x: points[at] ?? 0, y: points[at + 1] ?? 0 });
  const start = leadIn(ends.from, frame, border(0));
  const end = leadIn(ends.to, frame, border(points.length - 2));
  return [...reversed(start), ...points, ...end];
}

/** The same points in reverse order. */
export function reversed(points: readonly number[]): number[] {
  const turned: number[] = [];
  for (let at = points.length - 2; at >= 0; at -= 2)
    turned.push(points[at] ?? 0, points[at + 1] ?? 0);
  return turned;
}

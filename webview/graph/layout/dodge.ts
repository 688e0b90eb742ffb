import type { Box } from './frames';
import { spacing, type Side } from './spacing';

/** The turn of a line that leaves the side of a box: its x, and the height at which the line goes on. */
interface Dodge {
  readonly x: number;
  readonly y: number;
}

/** The largest crowd to dodge within; larger ones are left through the gap beside them. */
const MOST_NEIGHBOURS = 48;

const near = spacing.clearance - 1;

const isBeside = (other: Box, y: number): boolean =>
  other.y - near < y && other.y + other.height + near > y;

/** `true` if a level line from x outwards meets no box. */
const isOpen = (boxes: readonly Box[], x: number, y: number, side: Side): boolean =>
  boxes.every(
    (other) => !isBeside(other, y) || (side === 'right' ? other.x + other.width < x : other.x > x),
  );

/** `true` if an upright line at x meets no box between two heights. */
const isClear = (boxes: readonly Box[], x: number, y0: number, y1: number): boolean =>
  boxes.every(
    (other) =>
      other.x - near > x ||
      other.x + other.width + near < x ||
      other.y - near > Math.max(y0, y1) ||
      other.y + other.height + near < Math.min(y0, y1),
  );

/** `true` if a level line from the box to x meets no other box. */
const isReached = (boxes: readonly Box[], at: Box, x: number, y: number): boolean => {
  const [left, right] = x > at.x ? [at.x + at.width, x] : [x, at.x];
  return boxes.every(
    (other) =>
      other === at ||
      !isBeside(other, y) ||
      other.x - near > right ||
      other.x + other.width + near < left,
  );
};

/**
 * Finds the nearest turn around the neighbours that stand beside a box: out to an upright line beside a
 * box of the band, along it to a height where the way outwards is open. `undefined` if nothing is in
 * the way. `y` is the height at which the line leaves the box.
 */
export function findDodge(at: Box, y: number, side: Side, above: boolean): Dodge | undefined {
  const band = at.frame.bandOf.get(at);
  const others = band?.members.filter((other) => other !== at) ?? [];
  const start = side === 'right' ? at.x + at.width : at.x;
  if (!band || isOpen(others, start, y, side)) return undefined;
  const { clearance } = spacing;
  const outside = (box: Box): number =>
    side === 'right' ? box.x + box.width + clearance : box.x - clearance;
  const gap = above ? band.top - clearance : band.bottom + clearance;
  const beside = { x: outside(at), y: gap };
  if (band.members.length > MOST_NEIGHBOURS) return beside;
  const heights = [
    gap,
    ...band.members.flatMap((box) => [box.y - clearance, box.y + box.height + clearance]),
  ];
  const turns = band.members.flatMap((box): Dodge[] => {
    const x = outside(box);
    const isOutwards = side === 'right' ? x > start : x < start;
    return isOutwards && isReached(others, at, x, y)
      ? heights.map((height) => ({ x, y: height }))
      : [];
  });
  const length = (turn: Dodge): number => Math.abs(turn.x - start) + Math.abs(turn.y - y);
  return (
    turns
      .sort((a, b) => length(a) - length(b))
      .find(
        (turn) => isClear(others, turn.x, y, turn.y) && isOpen(band.members, turn.x, turn.y, side),
      ) ?? beside
  );
}

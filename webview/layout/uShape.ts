import { EdgeRole } from '../../src/shared/protocol/layoutContract';
import { moveColumn, placeColumn, turnOver, type Column, type LayOutCell } from './column';
import { bandsOf, type Band, type Box, type Frame, type FrameEdge } from './frames';
import { routeLanes } from './lanes';
import { isOpenAhead, leadBoth, reversed, sideLeg } from './legs';
import { spacing } from './spacing';

/** Members by the part of the U they belong to, level 0 at the top. */
export interface UPlan {
  /** Each level ends at a fork on the left and begins at its merge on the right. */
  readonly levels: readonly { readonly left: readonly Box[]; readonly right: readonly Box[] }[];
  readonly valley: readonly Box[];
}

/** The long skips that lie within each other, outermost first, as positions of fork and merge. */
function nestedPairs(frame: Frame): [number, number][] {
  const position = new Map(frame.members.map((box, at) => [box, at]));
  const pairs = frame.edges
    .filter(({ role }) => role === EdgeRole.longSkip)
    .map(({ a, b }): [number, number] => [position.get(a) ?? 0, position.get(b) ?? 0])
    .sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  const nested: [number, number][] = [];
  for (const [from, to] of pairs) {
    const [outerFrom, outerTo] = nested.at(-1) ?? [-1, Infinity];
    if (from > outerFrom && to < outerTo && to > from + 1) nested.push([from, to]);
  }
  return nested;
}

/** Splits a frame with encoder-to-decoder skips into the sides of a U; `undefined` where it is none. */
export function planU(frame: Frame): UPlan | undefined {
  const { members, doors } = frame;
  const pairs = nestedPairs(frame);
  const innermost = pairs.at(-1);
  const ends = [members[0], members.at(-1)];
  if (!innermost || [...doors].some((box) => !ends.includes(box))) return undefined;
  return {
    levels: pairs.map(([from, to], level) => {
      const [outerFrom, outerTo] = pairs[level - 1] ?? [-1, members.length];
      return { left: members.slice(outerFrom + 1, from + 1), right: members.slice(to, outerTo) };
    }),
    valley: members.slice(innermost[0] + 1, innermost[1]),
  };
}

interface Columns {
  readonly left: Column[];
  readonly right: Column[];
  readonly valley: Column;
}

const middleOf = (box: Box | undefined): number => (box ? box.height / 2 : 0);

/** Stands the levels below each other so that each skip runs level from fork to merge. */
function standLevels(columns: Columns): Columns {
  const standing: Columns = { left: [], right: [], valley: columns.valley };
  let y = 0;
  columns.left.forEach((left, level) => {
    const right = columns.right[level];
    if (!right) return;
    // Both ends of the skip are the lowest boxes of their sides: their middles meet.
    const [fork, merge] = [middleOf(left.members.at(-1)), middleOf(right.members[0])];
    const lower = Math.max(fork, merge);
    const [heightLeft, heightRight] = [left.bottom - left.top, right.bottom - right.top];
    const floor = y + Math.max(heightLeft - fork, heightRight - merge) + lower;
    standing.left.push(moveColumn(left, 0, floor - lower + fork - left.bottom));
    standing.right.push(moveColumn(right, 0, floor - lower + merge - right.bottom));
    y = floor + spacing.row * 1.5;
  });
  const { valley } = columns;
  return { ...standing, valley: moveColumn(valley, 0, y + spacing.row - valley.top) };
}

const reach = (columns: readonly Column[], side: 'left' | 'right'): number =>
  Math.max(...columns.map((column) => Math.abs(column[side])));

function spread({ left, right, valley }: Columns): Columns {
  const inner = reach(left, 'right') + reach(right, 'left');
  const distance = Math.max(inner + spacing.valley, valley.right - valley.left + spacing.column);
  return {
    left,
    right: right.map((column) => moveColumn(column, distance, 0)),
    valley: moveColumn(valley, distance / 2, 0),
  };
}

/** Which side of the U every member stands on, with the bands that lanes run along. */
interface Sides {
  readonly of: ReadonlyMap<Box, 'left' | 'right' | 'valley'>;
  readonly left: readonly Band[];
  readonly right: readonly Band[];
}

function readSides(frame: Frame, columns: Columns): Sides {
  const of = new Map<Box, 'left' | 'right' | 'valley'>();
  const boxesOf = (side: 'left' | 'right' | 'valley', list: readonly Column[]): Box[] => {
    const boxes = list.flatMap(({ members }) => [...members]);
    for (const box of boxes) of.set(box, side);
    return boxes;
  };
  const left = bandsOf(frame, boxesOf('left', columns.left));
  const right = bandsOf(frame, boxesOf('right', columns.right));
  const valley = bandsOf(frame, boxesOf('valley', [columns.valley]));
  return { of, left: [...left, ...valley], right: [...right, ...valley] };
}

/** Straight across the valley between the columns. */
function routeAcross(frame: Frame, edge: FrameEdge, fromLeft: boolean): void {
  const [near, far] = fromLeft ? (['right', 'left'] as const) : (['left', 'right'] as const);
  const middle = (box: Box): number => box.height / 2;
  const out = sideLeg(edge.from, frame, { side: near, end: 'leave' }, middle(edge.from));
  const back = sideLeg(edge.to, frame, { side: far, end: 'arrive' }, middle(edge.to));
  const start = out.points.at(-2) ?? 0;
  const x = (start + (back.points.at(-2) ?? 0)) / 2;
  const step = Math.abs(out.y - back.y) < 0.5 ? [] : [x, out.y, x, back.y];
  frame.routes.set(edge.index, [...out.points, ...step, ...reversed(back.points)]);
}

/** Around a lower corner of the U: down the left column into the valley, or out of it up the right one. */
function routeCorner(frame: Frame, edge: FrameEdge, intoValley: boolean): void {
  const [column, inner] = intoValley ? [edge.a, edge.to] : [edge.b, edge.from];
  const way = intoValley
    ? ({ side: 'left', end: 'arrive' } as const)
    : ({ side: 'right', end: 'leave' } as const);
  const leg = sideLeg(inner, frame, way, inner.height / 2);
  const x = column.x + column.width / 2;
  const points = [x, column.y + column.height, x, leg.y, ...reversed(leg.points)];
  const ends = {
    from: edge.a,
    to: edge.b,
    [intoValley ? 'from' : 'to']: intoValley ? edge.from : edge.to,
  };
  frame.routes.set(edge.index, leadBoth(ends, frame, intoValley ? points : reversed(points)));
}

const isLowest = (box: Box, bands: readonly Band[]): boolean =>
  bands.every(({ members, top }) => members.includes(box) || top < box.y || members.length === 0);

/** One step from the last row of a level to the first row of the next. */
function routeOn(frame: Frame, edge: FrameEdge, bands: readonly Band[]): boolean {
  const { a, b } = edge;
  const [upper, lower] = a.y < b.y ? [a, b] : [b, a];
  const [above, below] = [frame.bandOf.get(upper), frame.bandOf.get(lower)];
  if (!above || !below || bands.indexOf(below) !== bands.indexOf(above) + 1) return false;
  const middle = (above.bottom + below.top) / 2;
  const [x, end] = [upper.x + upper.width / 2, lower.x + lower.width / 2];
  const step = Math.abs(x - end) < 0.5 ? [] : [x, middle, end, middle];
  const points = [x, upper.y + upper.height, ...step, end, lower.y];
  frame.routes.set(edge.index, leadBoth(edge, frame, upper === a ? points : reversed(points)));
  return true;
}

const isFree = (edge: FrameEdge, frame: Frame): boolean =>
  isOpenAhead(edge.from, frame, 'leave') && isOpenAhead(edge.to, frame, 'arrive');

/** Routes one edge, or says which side's lanes have to take it. */
function routeOne(frame: Frame, edge: FrameEdge, sides: Sides): 'left' | 'right' | undefined {
  const [a, b] = [sides.of.get(edge.a) ?? 'left', sides.of.get(edge.b) ?? 'left'];
  const isAcross = a !== b && a !== 'valley' && b !== 'valley';
  if (isAcross) {
    routeAcross(frame, edge, a === 'left');
    return undefined;
  }
  const side = a === 'right' || b === 'right' ? 'right' : 'left';
  const isSkip = edge.role === EdgeRole.shortSkip || edge.role === EdgeRole.longSkip;
  if (isSkip || !isFree(edge, frame)) return a === 'valley' && b === 'valley' ? 'right' : side;
  const columnEnd = a === 'valley' ? edge.b : edge.a;
  const isCorner = (a === 'left' && b === 'valley') || (a === 'valley' && b === 'right');
  if (isCorner && isLowest(columnEnd, bandsOn(sides, side))) {
    routeCorner(frame, edge, b === 'valley');
    return undefined;
  }
  return !isCorner && routeOn(frame, edge, sides[side]) ? undefined : side;
}

const bandsOn = (sides: Sides, side: 'left' | 'right'): readonly Band[] =>
  sides[side].filter(({ members }) => members.some((box) => sides.of.get(box) === side));

/** Lays a frame out like a U: encoder down the left, decoder up the right, skips level between them. */
export async function placeU(frame: Frame, plan: UPlan, layOut: LayOutCell): Promise<void> {
  const place = (members: readonly Box[]): Promise<Column> =>
    placeColumn(
      members,
      frame.edges.filter(({ a, b }) => members.includes(a) && members.includes(b)),
      layOut,
    );
  const left: Column[] = [];
  const right: Column[] = [];
  for (const level of plan.levels) {
    left.push(await place(level.left));
    right.push(turnOver(await place(level.right)));
  }
  const columns = spread(standLevels({ left, right, valley: await place(plan.valley) }));
  const sides = readSides(frame, columns);
  const between = [...columns.left, ...columns.right, columns.valley].flatMap((column) => [
    ...column.between,
  ]);
  const routed = new Set<number>();
  for (const { edge, points } of between) {
    if (!isFree(edge, frame)) continue;
    frame.routes.set(edge.index, leadBoth(edge, frame, points));
    routed.add(edge.index);
  }
  const lanes: Record<'left' | 'right', FrameEdge[]> = { left: [], right: [] };
  for (const edge of frame.edges) {
    const side = routed.has(edge.index) ? undefined : routeOne(frame, edge, sides);
    if (side) lanes[side].push(edge);
  }
  routeLanes(frame, lanes.left, sides.left, 'left');
  routeLanes(frame, lanes.right, sides.right, 'right');
}

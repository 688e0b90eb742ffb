import { EdgeRole } from '../../../src/shared/protocol/layoutContract';
import type { Column, LayOutCell } from './column';
import { bandsOf, type Band, type Box, type Frame, type FrameEdge } from './frames';
import { routeLanes } from './lanes';
import { isOpenAhead, leadBoth, reversed, sideLeg } from './legs';
import { placeParts, type Columns } from './uColumns';
import type { UPlan } from './uPlan';

/** The side of the U that every member stands on, and the bands that lanes run along. */
interface Sides {
  readonly of: ReadonlyMap<Box, 'left' | 'right' | 'valley'>;
  readonly left: readonly Band[];
  readonly right: readonly Band[];
  /** The middle of the space between the columns. */
  readonly middle: number;
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
  const inner = Math.max(...columns.left.map((column) => column.right));
  const outer = Math.min(...columns.right.map((column) => column.left));
  const middle = (inner + outer) / 2;
  return { of, left: [...left, ...valley], right: [...right, ...valley], middle };
}

/** Straight across the valley between the columns. */
function routeAcross(frame: Frame, edge: FrameEdge, fromLeft: boolean, x: number): void {
  const [near, far] = fromLeft ? (['right', 'left'] as const) : (['left', 'right'] as const);
  const middle = (box: Box): number => box.height / 2;
  const out = sideLeg(edge.from, frame, { side: near, end: 'leave' }, middle(edge.from));
  const back = sideLeg(edge.to, frame, { side: far, end: 'arrive' }, middle(edge.to));
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
  const x = column.x + column.spine;
  const points = [x, column.y + column.height, x, leg.y, ...reversed(leg.points)];
  const ends = {
    from: edge.a,
    to: edge.b,
    [intoValley ? 'from' : 'to']: intoValley ? edge.from : edge.to,
  };
  frame.routes.set(edge.index, leadBoth(ends, frame, intoValley ? points : reversed(points)));
}

const isLowest = (box: Box, bands: readonly Band[]): boolean =>
  bands.every(({ members, top }) => members.includes(box) || top < box.y);

/** One step from the last row of a level to the first row of the next. */
function routeOn(frame: Frame, edge: FrameEdge, bands: readonly Band[]): boolean {
  const { a, b } = edge;
  const [upper, lower] = a.y < b.y ? [a, b] : [b, a];
  const [above, below] = [frame.bandOf.get(upper), frame.bandOf.get(lower)];
  if (!above || !below || bands.indexOf(below) !== bands.indexOf(above) + 1) return false;
  const middle = (above.bottom + below.top) / 2;
  const [x, end] = [upper.x + upper.spine, lower.x + lower.spine];
  const step = Math.abs(x - end) < 0.5 ? [] : [x, middle, end, middle];
  const points = [x, upper.y + upper.height, ...step, end, lower.y];
  frame.routes.set(edge.index, leadBoth(edge, frame, upper === a ? points : reversed(points)));
  return true;
}

const isFree = (edge: FrameEdge, frame: Frame): boolean =>
  isOpenAhead(edge.from, frame, 'leave') && isOpenAhead(edge.to, frame, 'arrive');

type Part = 'left' | 'right' | 'valley';

/** The route of an edge of a U: across the valley, around a corner, on to the next row, or along the outside. */
function wayOf({ role }: FrameEdge, from: Part, to: Part): 'across' | 'corner' | 'on' | 'outside' {
  if (from !== to && from !== 'valley' && to !== 'valley') return 'across';
  if (role === EdgeRole.shortSkip || role === EdgeRole.longSkip) return 'outside';
  if (from === to) return 'on';
  return from === 'left' || to === 'right' ? 'corner' : 'outside';
}

const bandsOn = (sides: Sides, side: 'left' | 'right'): readonly Band[] =>
  sides[side].filter(({ members }) => members.some((box) => sides.of.get(box) === side));

function turnsCorner(frame: Frame, edge: FrameEdge, sides: Sides, intoValley: boolean): boolean {
  const end = intoValley ? edge.a : edge.b;
  const isClear = isLowest(end, bandsOn(sides, intoValley ? 'left' : 'right'));
  if (!isClear || !isFree(edge, frame)) return false;
  routeCorner(frame, edge, intoValley);
  return true;
}

/** Routes an edge inside the U; `false` if it has to take a lane along the outside. */
function routeInside(frame: Frame, edge: FrameEdge, sides: Sides): boolean {
  const from = sides.of.get(edge.a) ?? 'left';
  const to = sides.of.get(edge.b) ?? 'left';
  const bands = from === 'right' ? sides.right : sides.left;
  switch (wayOf(edge, from, to)) {
    case 'across':
      routeAcross(frame, edge, from === 'left', sides.middle);
      return true;
    case 'corner':
      return turnsCorner(frame, edge, sides, to === 'valley');
    case 'on':
      return isFree(edge, frame) && routeOn(frame, edge, bands);
    case 'outside':
      return false;
  }
}

/** The side whose lanes take an edge: the right one, unless it touches the left column. */
const outerSide = ({ a, b }: FrameEdge, { of }: Sides): 'left' | 'right' =>
  of.get(a) === 'left' || of.get(b) === 'left' ? 'left' : 'right';

/** Lays a frame out like a U: encoder down the left, decoder up the right, skips level between them. */
export async function placeU(frame: Frame, plan: UPlan, layOut: LayOutCell): Promise<void> {
  const columns = await placeParts(frame, plan, layOut);
  const sides = readSides(frame, columns);
  for (const { between } of [...columns.left, ...columns.right, columns.valley]) {
    for (const { edge, points } of between)
      if (isFree(edge, frame)) frame.routes.set(edge.index, leadBoth(edge, frame, points));
  }
  const outside = frame.edges.filter(
    (edge) => !frame.routes.has(edge.index) && !routeInside(frame, edge, sides),
  );
  for (const side of ['left', 'right'] as const) {
    const own = outside.filter((edge) => outerSide(edge, sides) === side);
    routeLanes(frame, own, sides[side], side);
  }
}

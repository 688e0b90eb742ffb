import { EdgeRole } from '../../../src/shared/protocol/layoutContract';
import { cutCells, type Cell } from './cells';
import type { CellLayout, CellShape } from './cellLayout';
import type { Box, FrameEdge } from './frames';
import { spacing } from './spacing';

/** Lays out one cell; the worker remembers equal ones. */
export type LayOutCell = (shape: CellShape) => Promise<CellLayout>;

/** A route between the borders of two members, before it is led on to the boxes inside them. */
export interface Between {
  readonly edge: FrameEdge;
  /** x and y in turn, from the border of `a` to the border of `b`. */
  readonly points: readonly number[];
}

export interface Column {
  readonly members: readonly Box[];
  readonly between: readonly Between[];
  /** Extents around the spine at x = 0. */
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** On the spine at x = 0. */
const placeCentred = (box: Box, y: number): void => {
  box.x = -box.spine;
  box.y = y;
};

/** Straight down if the boxes are under each other, else with one step between the rows. */
function stepDown(a: Box, b: Box): number[] {
  const [start, end] = [a.x + a.spine, b.x + b.spine];
  const middle = (a.y + a.height + b.y) / 2;
  if (Math.abs(start - end) < 0.5) return [start, a.y + a.height, end, b.y];
  return [start, a.y + a.height, start, middle, end, middle, end, b.y];
}

type CellEdge = CellShape['edges'][number];

/** Ties boxes without inputs to the top of a cell and boxes without outputs to its bottom. */
function ties(
  count: number,
  edges: readonly CellEdge[],
  shape: Omit<CellShape, 'edges'>,
): CellEdge[] {
  const begins = new Set(Array.from({ length: count }, (_, at) => at));
  const ends = new Set(begins);
  for (const { from, to } of edges) {
    begins.delete(to);
    ends.delete(from);
  }
  const last = count - 1;
  const from = shape.startsAlone ? [...begins].filter((at) => at > 0) : [];
  const to = shape.endsAlone ? [...ends].filter((at) => at < last) : [];
  return [
    ...from.map((at) => ({ from: 0, to: at, weight: 0 })),
    ...to.map((at) => ({ from: at, to: last, weight: 0 })),
  ];
}

function shapeOf(cell: Cell, boxes: readonly Box[], isFirst: boolean): CellShape {
  const position = new Map(boxes.map((box, at) => [box, at]));
  const edges = cell.edges.map(({ a, b, role }) => ({
    from: position.get(a) ?? 0,
    to: position.get(b) ?? 0,
    weight: role === EdgeRole.flow ? 10 : 1,
  }));
  const shape = {
    sizes: boxes.map(({ width, height }) => ({ width, height })),
    startsAlone: !isFirst,
    endsAlone: cell.bottom !== undefined,
  };
  // The ties come last: the routes of the cell's own edges stay at their positions.
  return { ...shape, edges: [...edges, ...ties(boxes.length, edges, shape)] };
}

/** Places the boxes between the waists of a cell; its top is placed already. */
async function placeInner(cell: Cell, isFirst: boolean, layOut: LayOutCell): Promise<Between[]> {
  const boxes = [cell.top, ...cell.inner, ...(cell.bottom ? [cell.bottom] : [])];
  const { corners, routes } = await layOut(shapeOf(cell, boxes, isFirst));
  const { x, y } = cell.top;
  boxes.forEach((box, at) => {
    box.x = x + (corners[at]?.x ?? 0);
    box.y = y + (corners[at]?.y ?? 0);
  });
  return cell.edges.flatMap((edge, at) => {
    const points = routes[at]?.map((value, i) => value + (i % 2 === 0 ? x : y));
    return points ? { edge, points } : [];
  });
}

function follow(cell: Cell): Between[] {
  const { top, bottom, edges } = cell;
  if (!bottom) return [];
  placeCentred(bottom, top.y + top.height + spacing.row);
  bottom.x += top.x + top.spine;
  return edges.map((edge) => ({ edge, points: stepDown(edge.a, edge.b) }));
}

function measure(members: readonly Box[], between: readonly Between[]): Column {
  const column = { members, between, left: 0, right: 0, top: 0, bottom: 0 };
  column.top = Math.min(...members.map(({ y }) => y));
  for (const box of members) {
    column.left = Math.min(column.left, box.x);
    column.right = Math.max(column.right, box.x + box.width);
    column.bottom = Math.max(column.bottom, box.y + box.height);
  }
  for (const { points } of between) {
    for (let at = 0; at < points.length; at += 2) {
      column.left = Math.min(column.left, points[at] ?? 0);
      column.right = Math.max(column.right, points[at] ?? 0);
    }
  }
  return column;
}

/** Stacks members around a spine at x = 0, from y = 0 down, cell by cell. */
export async function placeColumn(
  members: readonly Box[],
  edges: readonly FrameEdge[],
  layOut: LayOutCell,
): Promise<Column> {
  const [first] = members;
  if (!first) return { members, between: [], left: 0, right: 0, top: 0, bottom: 0 };
  placeCentred(first, 0);
  const between: Between[] = [];
  for (const cell of cutCells(members, edges)) {
    if (cell.inner.length === 0) between.push(...follow(cell));
    else between.push(...(await placeInner(cell, cell.top === first, layOut)));
  }
  return measure(members, between);
}

/** Turns a column upside down: the decoder side of a U. */
export function turnOver(column: Column): Column {
  const flip = (y: number): number => column.top + column.bottom - y;
  for (const box of column.members) box.y = flip(box.y + box.height);
  const between = column.between.map(({ edge, points }) => ({
    edge,
    points: points.map((value, at) => (at % 2 === 0 ? value : flip(value))),
  }));
  return { ...column, between };
}

/** Moves a column as a whole. */
export function moveColumn(column: Column, dx: number, dy: number): Column {
  for (const box of column.members) {
    box.x += dx;
    box.y += dy;
  }
  return {
    members: column.members,
    between: column.between.map(({ edge, points }) => ({
      edge,
      points: points.map((value, at) => value + (at % 2 === 0 ? dx : dy)),
    })),
    left: column.left + dx,
    right: column.right + dx,
    top: column.top + dy,
    bottom: column.bottom + dy,
  };
}

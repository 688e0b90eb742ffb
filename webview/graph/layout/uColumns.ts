import { moveColumn, placeColumn, turnOver, type Column, type LayOutCell } from './column';
import type { Box, Frame } from './frames';
import { spacing } from './spacing';
import type { UPlan } from './uPlan';

/** The columns of a U, one for each level and side. */
export interface Columns {
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

/** Sets the columns apart, with the valley between and below them. */
function spread({ left, right, valley }: Columns): Columns {
  const inner = reach(left, 'right') + reach(right, 'left');
  const distance = Math.max(inner + spacing.valley, valley.right - valley.left + spacing.column);
  return {
    left,
    right: right.map((column) => moveColumn(column, distance, 0)),
    valley: moveColumn(valley, distance / 2, 0),
  };
}

/** Places the members of a U; each part is laid out as any column is. */
export async function placeParts(frame: Frame, plan: UPlan, layOut: LayOutCell): Promise<Columns> {
  const place = (members: readonly Box[]): Promise<Column> => {
    const own = new Set(members);
    return placeColumn(
      members,
      frame.edges.filter(({ a, b }) => own.has(a) && own.has(b)),
      layOut,
    );
  };
  const left: Column[] = [];
  const right: Column[] = [];
  for (const level of plan.levels) {
    left.push(await place(level.left));
    right.push(turnOver(await place(level.right)));
  }
  return spread(standLevels({ left, right, valley: await place(plan.valley) }));
}

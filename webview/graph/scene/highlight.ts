import type { VisibleEdge, VisibleNode } from '../layout/visibleGraph';
import type { Appearance } from './appearance';

/** Whether a box or frame stands out: selected, pointed at, or written on the cursor's line. */
export const isNodeHighlighted = (
  { item }: VisibleNode,
  { selected, hovered, cursor }: Appearance,
): boolean =>
  cursor.has(item.key) ||
  [selected, hovered].some((target) => target?.type === 'item' && target.key === item.key);

/** Whether a line stands out: one of its skips is pinned or pointed at. */
export const isEdgeHighlighted = (
  { skips }: VisibleEdge,
  { selected, hovered }: Appearance,
): boolean =>
  [selected, hovered].some(
    (target) => target?.type === 'skip' && skips.some(({ id }) => id === target.id),
  );

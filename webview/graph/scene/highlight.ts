import type { VisibleEdge, VisibleNode } from '../layout/visibleGraph';
import type { Appearance } from './appearance';

/** Tells the boxes and frames that stand out: selected, hovered, or made on the line of the text cursor. */
export const isNodeHighlighted = (
  { item }: VisibleNode,
  { selected, hovered, cursor }: Appearance,
): boolean =>
  cursor.has(item.key) ||
  [selected, hovered].some((target) => target?.type === 'item' && target.key === item.key);

/** Tells the lines that stand out: one of their skips is selected or hovered. */
export const isEdgeHighlighted = (
  { skips }: VisibleEdge,
  { selected, hovered }: Appearance,
): boolean =>
  [selected, hovered].some(
    (target) => target?.type === 'skip' && skips.some(({ id }) => id === target.id),
  );

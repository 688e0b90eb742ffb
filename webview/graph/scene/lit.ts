import type { VisibleEdge, VisibleNode } from '../layout/visibleGraph';
import type { Look } from './look';

/** Whether a box or frame stands out: selected, pointed at, or written on the cursor's line. */
export const isNodeLit = ({ item }: VisibleNode, { selected, hovered, cursor }: Look): boolean =>
  cursor.has(item.key) ||
  [selected, hovered].some((target) => target?.type === 'item' && target.key === item.key);

/** Whether a line stands out: one of its skips is pinned or pointed at. */
export const isEdgeLit = ({ skips }: VisibleEdge, { selected, hovered }: Look): boolean =>
  [selected, hovered].some(
    (target) => target?.type === 'skip' && skips.some(({ id }) => id === target.id),
  );

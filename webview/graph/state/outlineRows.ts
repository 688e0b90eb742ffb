import type { NetworkTree } from './networkTree';
import type { ItemKey, TreeItem } from './treeItems';

export interface OutlineRow {
  readonly item: TreeItem;
  /** 1 at the top. */
  readonly level: number;
  readonly expanded: boolean | undefined;
  readonly position: number;
  readonly siblings: number;
}

/** The rows of the outline while some groups are open, top to bottom. */
export function outlineRows(tree: NetworkTree, open: ReadonlySet<ItemKey>): readonly OutlineRow[] {
  const rows: OutlineRow[] = [];
  const visit = (items: readonly TreeItem[], level: number): void => {
    items.forEach((item, at) => {
      const expanded = item.type === 'group' ? open.has(item.key) : undefined;
      rows.push({ item, level, expanded, position: at + 1, siblings: items.length });
      if (item.type === 'group' && expanded) visit(item.children, level + 1);
    });
  };
  visit(tree.root.children, 1);
  return rows;
}

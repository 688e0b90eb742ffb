import type { NetworkTree } from './networkTree';
import type { ItemKey, TreeGroup, TreeItem } from './treeItems';

/** The most boxes that can be read at once: a larger network starts with its blocks closed. */
const MOST_BOXES = 60;

const isGroup = (item: TreeItem): item is TreeGroup => item.type === 'group';

/** A group of groups: open, it shows its blocks; a block shows its layers. */
const holdsBlocks = ({ children }: TreeGroup): boolean => children.every(isGroup);

/** Closed, it hides the network: there is little else to see. */
const holdsMost = ({ layers }: TreeGroup, { network }: NetworkTree): boolean =>
  2 * layers.length > network.layers.length;

/**
 * Opens a small network wholly. Of a larger one it opens the groups of blocks, level by level, as long
 * as everything can be read: the blocks stay closed, so that equal ones look equal. The root is always
 * in the set: it marks the set as made.
 */
export function openByDefault(tree: NetworkTree): ReadonlySet<ItemKey> {
  if (tree.network.layers.length <= MOST_BOXES) return new Set(tree.groups.keys());
  const open = new Set<ItemKey>([tree.root.key]);
  let shown: readonly TreeItem[] = tree.root.children;
  for (;;) {
    const isWrapper =
      shown.length <= 3 || shown.some((item) => isGroup(item) && holdsMost(item, tree));
    const opens = (item: TreeItem): item is TreeGroup =>
      isGroup(item) && (shown.length <= 3 || holdsMost(item, tree) || holdsBlocks(item));
    const closed = shown.filter(opens);
    const next = shown.flatMap((item) => (opens(item) ? item.children : [item]));
    if (closed.length === 0 || (next.length > MOST_BOXES && !isWrapper)) return open;
    for (const group of closed) open.add(group.key);
    shown = next;
  }
}

import type { NetworkTree } from './networkTree';
import type { ItemKey, TreeGroup, TreeItem } from './treeItems';

/** As many boxes as can be read at once: above that, groups stay closed. */
const MOST_BOXES = 60;

/**
 * Opens whole levels of groups while everything stays readable, so that equal blocks look equal. The
 * root is always in the set: it marks the set as the user's.
 */
export function openByDefault(tree: NetworkTree): ReadonlySet<ItemKey> {
  const open = new Set<ItemKey>([tree.root.key]);
  let shown: readonly TreeItem[] = tree.root.children;
  for (;;) {
    const closed = shown.filter(
      (item): item is TreeGroup => item.type === 'group' && item.kind !== 'run',
    );
    if (closed.length === 0) return open;
    const next = shown.flatMap((item) =>
      item.type === 'group' && item.kind !== 'run' ? item.children : [item],
    );
    // A single group around everything says nothing while it is closed.
    const isWrapper = shown.length <= 3;
    if (next.length > MOST_BOXES && !isWrapper) return open;
    for (const group of closed) open.add(group.key);
    shown = next;
  }
}

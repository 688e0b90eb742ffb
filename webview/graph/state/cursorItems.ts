import type { LayerId } from '../../../src/shared/network/network';
import { ancestorsOf, type NetworkTree } from './networkTree';
import { layerKey, type ItemKey } from './treeItems';

/** The visible representative of an item: itself, or the outermost closed group around it. */
export function shownItem(tree: NetworkTree, open: ReadonlySet<ItemKey>, key: ItemKey): ItemKey {
  return ancestorsOf(tree, key).reduce((shown, group) => (open.has(group) ? shown : group), key);
}

/** The boxes of the layers that the text cursor's line makes, in the network's order. */
export function cursorItems(
  tree: NetworkTree,
  open: ReadonlySet<ItemKey>,
  cursor: readonly LayerId[],
): ReadonlySet<ItemKey> {
  const known = cursor.filter((id) => tree.layers.has(id));
  return new Set(known.map((id) => shownItem(tree, open, layerKey(id))));
}

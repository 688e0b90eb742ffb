import type { PanelModel } from './panelState';
import type { ItemKey } from './treeItems';

/** A change after which the network is laid out anew. */
export interface LayoutChange {
  /** The network is another, or another report of the same. */
  readonly isOther: boolean;
  /** The item that keeps its place: the one group that was opened or closed. */
  readonly anchor: ItemKey | undefined;
}

/** The one group that was opened or closed; `undefined` if there were several. */
function onlyChange(
  before: ReadonlySet<ItemKey>,
  after: ReadonlySet<ItemKey>,
): ItemKey | undefined {
  const opened = [...after].filter((key) => !before.has(key));
  const closed = [...before].filter((key) => !after.has(key));
  const [only, ...others] = [...opened, ...closed];
  return others.length === 0 ? only : undefined;
}

/** The change of the layout between two states; `undefined` if it stays as it is. */
export function layoutChange(before: PanelModel, after: PanelModel): LayoutChange | undefined {
  const [was, open] = [before.view.open, after.view.open];
  // A group of the network before has no place to keep in another one.
  if (before.subject !== after.subject) return { isOther: true, anchor: undefined };
  return was === open ? undefined : { isOther: false, anchor: onlyChange(was, open) };
}

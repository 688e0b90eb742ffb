import type { ItemKey } from './treeItems';

/** The one group that was opened or closed; `undefined` if there were several. */
export function onlyChange(
  before: ReadonlySet<ItemKey>,
  after: ReadonlySet<ItemKey>,
): ItemKey | undefined {
  const opened = [...after].filter((key) => !before.has(key));
  const closed = [...before].filter((key) => !after.has(key));
  const [only, ...others] = [...opened, ...closed];
  return others.length === 0 ? only : undefined;
}

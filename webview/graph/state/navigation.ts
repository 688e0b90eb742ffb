import { layerKey, type ItemKey } from './treeItems';
import type { PanelModel } from './panelState';

type View = Pick<PanelModel, 'subject' | 'view'>;

/** The boxes to bring into view; `group` is to be selected first. */
interface Goal {
  readonly keys: readonly ItemKey[];
  readonly group?: ItemKey;
}

/** The boxes of the selection, or of the group around it; `undefined` without a selection. */
export function goalOf(
  { subject, view: { selected } }: View,
  where: 'selection' | 'parent',
): Goal | undefined {
  if (!subject || !selected) return undefined;
  if (selected.type === 'skip') {
    const skip = subject.skips.get(selected.id);
    return skip && { keys: [layerKey(skip.from), layerKey(skip.to)] };
  }
  const parent = subject.tree.parents.get(selected.key);
  if (where === 'selection' || parent === subject.tree.root.key) return { keys: [selected.key] };
  return parent === undefined ? undefined : { keys: [parent], group: parent };
}

/** The selected skip connection, if it can be cut: one of a single network, and none that is averaged. */
export function cuttableSkip({ subject, view: { selected } }: View): string | undefined {
  if (selected?.type !== 'skip' || subject?.comparing) return undefined;
  const skip = subject?.skips.get(selected.id);
  return skip && !skip.averaged ? skip.id : undefined;
}

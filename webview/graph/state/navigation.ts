import type { LayerId } from '../../../src/shared/network/network';
import { layerKey, layerOf, type ItemKey } from './treeItems';
import type { PanelModel, Target } from './panelState';

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

/** The layer whose line a target stands for; one that is not there yet stands for the layer that misses it. */
export function writtenLayer(
  subject: PanelModel['subject'],
  target: Target | undefined,
): LayerId | undefined {
  const picked = target?.type === 'item' ? layerOf(target.key) : undefined;
  if (!subject || picked === undefined) return undefined;
  const { clash, tree } = subject;
  if (picked === clash?.ghost) return clash.at;
  return tree.layers.has(picked) ? picked : undefined;
}

import type { LayerId } from '../../../src/shared/network/network';
import { compareReports } from '../../../src/analysis/comparison/compareReports';
import { overlay } from '../../../src/analysis/comparison/overlay';
import type { Report } from '../../../src/shared/report/report';
import type { NetworkTree } from './networkTree';
import { readSubject, type Change, type Changes, type Subject } from './subject';
import { layerKey, type ItemKey } from './treeItems';

const noChanges: Changes = { items: new Map(), skips: new Map() };
export const changesOf = ({ comparing }: Subject): Changes => comparing?.changes ?? noChanges;

/** The layer of the older report that corresponds to this one. */
export const twinOf = ({ comparing }: Subject, layer: LayerId): LayerId | undefined =>
  comparing?.comparison.layers.before.get(layer);

function changedItems(
  tree: NetworkTree,
  layers: ReadonlyMap<LayerId, 'added' | 'removed'>,
): Map<ItemKey, Change> {
  const items = new Map<ItemKey, Change>();
  for (const [id, change] of layers) items.set(layerKey(id), change);
  for (const group of tree.groups.values()) {
    if (group === tree.root) continue;
    const kinds = new Set(group.layers.map(({ id }) => layers.get(id)));
    const [only] = kinds;
    if (kinds.size > 1) items.set(group.key, 'changed');
    else if (only) items.set(group.key, only);
  }
  return items;
}

/** Two reports as one subject: the newer one, with the removed parts put back and marked. */
export function readComparison(before: Report, after: Report): Subject {
  const comparison = compareReports(before, after);
  const both = overlay(comparison);
  const subject = readSubject(both.report);
  return {
    ...subject,
    comparing: {
      comparison,
      before: readSubject(before),
      changes: { items: changedItems(subject.tree, both.layers), skips: both.skips },
    },
  };
}

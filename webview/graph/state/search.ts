import type { Layer } from '../../../src/shared/network/network';
import { formatShapes } from '../../../src/shared/words/format';
import { findingMessage } from '../../../src/shared/words/findingMessages';
import { findingLabel } from '../../../src/shared/words/verdict/findingLabels';
import { subtitleOf, titleOf } from './names';
import { findingsOf, type Subject } from './subject';
import type { ItemKey, TreeGroup, TreeItem } from './treeItems';

/**
 * The layers and groups that a text is written on: their labels, names, kinds, shapes and lines, and the findings of
 * layers; each group before what is in it.
 */
export function searchItems(subject: Subject, text: string): readonly ItemKey[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const holds = (item: TreeItem): boolean =>
    writtenOn(item, subject).some((field) => field.toLowerCase().includes(wanted));
  return itemsIn(subject.tree.root)
    .filter(holds)
    .map(({ key }) => key);
}

const itemsIn = (group: TreeGroup): readonly TreeItem[] =>
  group.children.flatMap((item) => (item.type === 'group' ? [item, ...itemsIn(item)] : [item]));

function writtenOn(item: TreeItem, subject: Subject): readonly string[] {
  const labels = [titleOf(item), subtitleOf(item)];
  return item.type === 'group'
    ? [...labels, item.name]
    : [...labels, ...ofLayer(item.layer), ...foundAt(item, subject)];
}

const ofLayer = ({ name, kind, outputShape, source }: Layer): readonly string[] => [
  name,
  kind,
  formatShapes(outputShape),
  ...source.map(({ file, line }) => `${file}:${line}`),
];

const foundAt = (item: TreeItem, subject: Subject): readonly string[] =>
  findingsOf(subject, item).map((finding) =>
    [
      finding.code,
      findingLabel(finding.code),
      findingMessage(finding, subject.report.network),
    ].join(' '),
  );

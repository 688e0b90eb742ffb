import { findingMessage } from '../../../src/shared/words/findingMessages';
import type { Subject } from './subject';
import { layerKey, type ItemKey } from './treeItems';

/** The layers whose name, kind or findings contain a text, in the network's order. */
export function searchLayers(subject: Subject, text: string): readonly ItemKey[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const { network } = subject.report;
  return network.layers
    .filter(({ id, name, kind }) => {
      const found =
        subject.findings
          .get(id)
          ?.map((finding) => `${finding.code} ${findingMessage(finding, network)}`) ?? [];
      return [name, kind, ...found].some((field) => field.toLowerCase().includes(wanted));
    })
    .map(({ id }) => layerKey(id));
}

import * as l10n from '@vscode/l10n';
import { counted, formatShapes, formatShare } from '../../../src/shared/words/format';
import type { LayerHeat } from '../state/layerHeat';
import type { Target } from '../state/panelState';
import { findingsOf, isCut, type Subject } from '../state/subject';
import { layerKey, type ItemKey, type TreeItem } from '../state/treeItems';
import { skipTitle } from './lists';
import { CUT, describeSkip } from './words';

function itemLines(subject: Subject, item: TreeItem, heat: LayerHeat): string[] {
  const { metric } = heat.scale;
  const value = heat.valueOf(item);
  const number =
    value !== undefined || heat.appliesTo(item)
      ? [l10n.t('{0}: {1}', metric.title, metric.format(value))]
      : [];
  const worst = findingsOf(subject, item)[0]?.message;
  const about =
    item.type === 'layer'
      ? [
          `${item.layer.kind} · ${formatShapes(item.layer.outputShape)}`,
          ...parameterLine(item.layer.parameters.trainable),
        ]
      : [counted(item.layers.length, 'layer')];
  const name = item.type === 'layer' ? item.layer.name : item.name;
  return [name, ...about, ...number, ...(worst === undefined ? [] : [worst])];
}

const parameterLine = (count: number): string[] => (count > 0 ? [counted(count, 'parameter')] : []);

interface Described {
  readonly subject: Subject;
  readonly open: ReadonlySet<ItemKey>;
}

/** What the tooltip says about a layer, a group or a skip; the first line is its title. */
export function describeTarget(
  { subject, open }: Described,
  target: Target,
  heat: LayerHeat,
): readonly string[] {
  if (target.type === 'skip') {
    const skip = subject.skips.get(target.id);
    if (!skip) return [];
    const share = subject.forks.get(skip.id)?.shortcutShare;
    const carries =
      share === undefined ? [] : [l10n.t('carries {0} of the gradient', formatShare(share))];
    const cut = isCut(subject, skip.id) ? [CUT] : [];
    return [skipTitle(subject, skip), describeSkip(skip), ...carries, ...cut];
  }
  const group = subject.tree.groups.get(target.key);
  const hint = open.has(target.key) ? l10n.t('click to close') : l10n.t('click to open');
  if (group) return [...itemLines(subject, group, heat), hint];
  const layer = subject.report.network.layers.find(({ id }) => layerKey(id) === target.key);
  return layer ? itemLines(subject, { type: 'layer', key: target.key, layer }, heat) : [];
}

import { countLayers } from '../../../src/shared/network/countLayers';
import * as l10n from '@vscode/l10n';
import { findingMessage } from '../../../src/shared/words/findingMessages';
import { counted, formatShapes, formatShare } from '../../../src/shared/words/format';
import type { Layer } from '../../../src/shared/network/network';
import type { PanelStatus } from '../../../src/shared/protocol/graphPanelContract';
import type { Skip } from '../../../src/shared/report/report';
import { carriedShare } from '../../../src/shared/report/seeds';
import type { LayerHeat } from '../state/layerHeat';
import { isRunMetric } from '../state/runNames';
import type { Target } from '../state/panelState';
import { ablatedReason } from '../../../src/shared/words/ablationWords';
import { isAblated } from '../state/ablation';
import { findingsOf, type Subject } from '../state/subject';
import { layerKey, type ItemKey, type TreeGroup, type TreeItem } from '../state/treeItems';
import { skipTitle } from './lists';
import { describeSkip } from './words';

function itemLines(subject: Subject, item: TreeItem, heat: LayerHeat): string[] {
  const { metric } = heat.scale;
  const lines = item.type === 'layer' ? layerLines(item.layer) : groupLines(item);
  const value = heat.valueOf(item);
  if (value !== undefined || heat.appliesTo(item))
    lines.push(l10n.t('{0}: {1}', metric.title(), metric.format(value)));
  const [worst] = findingsOf(subject, item);
  if (worst) lines.push(findingMessage(worst, subject.report.network));
  return lines;
}

function layerLines({ name, kind, outputShape, parameters: { trainable } }: Layer): string[] {
  const lines = [name, `${kind} · ${formatShapes(outputShape)}`];
  if (trainable > 0) lines.push(counted(trainable, 'parameter'));
  return lines;
}

const groupLines = ({ name, layers }: TreeGroup): string[] => [
  name,
  counted(countLayers(layers), 'layer'),
];

function skipLines(subject: Subject, skip: Skip, { metric }: LayerHeat): string[] {
  const lines = [skipTitle(subject, skip), describeSkip(skip)];
  const share = carriedShare(subject.forks.get(skip.id));
  if (share !== undefined && !isRunMetric(metric))
    lines.push(l10n.t('carries {0} of the gradient', formatShare(share)));
  if (isAblated(subject, skip.id)) lines.push(ablatedReason());
  return lines;
}

/** Knowledge of the page besides the report. */
interface Known {
  readonly open: ReadonlySet<ItemKey>;
  readonly worths?: PanelStatus['worths'];
}

/** The lines of the tooltip about a layer, a group or a skip; the first one is its title. */
export function describeTarget(
  subject: Subject,
  target: Target,
  heat: LayerHeat,
  { open, worths = [] }: Known,
): readonly string[] {
  const worthOf = (id: string): string[] =>
    worths.flatMap(({ skip, text }) => (skip === id ? [text] : []));
  if (target.type === 'skip') {
    const skip = subject.skips.get(target.id);
    return skip ? [...skipLines(subject, skip, heat), ...worthOf(skip.id)] : [];
  }
  const group = subject.tree.groups.get(target.key);
  const hint = open.has(target.key) ? l10n.t('click to close') : l10n.t('click to open');
  if (group) return [...itemLines(subject, group, heat), hint];
  const layer = subject.report.network.layers.find(({ id }) => layerKey(id) === target.key);
  if (!layer) return [];
  const merged = [...subject.skips.values()].filter(({ to }) => to === layer.id);
  return [
    ...itemLines(subject, { type: 'layer', key: target.key, layer }, heat),
    ...merged.flatMap(({ id }) => worthOf(id)),
  ];
}

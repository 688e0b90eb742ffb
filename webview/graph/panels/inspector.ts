import { countLayers } from '../../../src/shared/network/countLayers';
import { hasUnknownParameters } from '../../../src/shared/words/unknownWords';
import * as l10n from '@vscode/l10n';
import {
  notMeasured,
  formatBytes,
  formatCount,
  formatGradient,
  formatMagnitude,
  formatShapes,
  formatShare,
} from '../../../src/shared/words/format';
import { quantityText } from '../../../src/shared/words/gapWords';
import { sentenceOf } from '../../../src/shared/words/sentence';
import { skipSentence } from '../../../src/shared/words/skipWords';
import { receptiveFieldText } from '../../../src/shared/words/structureText';
import type { Layer } from '../../../src/shared/network/network';
import type { LayerProbe, Spread } from '../../../src/shared/report/probe';
import type { Skip } from '../../../src/shared/report/report';
import { carriedShare } from '../../../src/shared/report/seeds';
import type { PanelModel } from '../state/panelState';
import { twinOf } from '../state/comparing';
import { metricNames, metrics } from '../state/metrics';
import { ablatedReason } from '../../../src/shared/words/ablationWords';
import { isAblated } from '../state/ablation';
import { findingsOf, type Subject } from '../state/subject';
import { layerKey, type TreeGroup, type TreeItem, type TreeLayer } from '../state/treeItems';
import type { PageActions } from './actions';
import { element } from '../../kit/elements';
import { button } from '../../kit/toolkit';
import { facts, section, type Fact } from '../../kit/facts';
import { costSection } from './costSection';
import { histograms } from './histogram';
import { findingRow, skipEnds, skipRow, skipTitle } from './lists';
import { overview } from './overview';
import { runSection } from './runSection';
import { sourceLink } from './sourceLink';
import { describeSkip, groupKindWord, knownText, missingText } from './words';

/** A number with its range over the seeds, if it differs. */
const spreadText = (value: number | undefined, spread: Spread | undefined): string =>
  spread && spread.min !== spread.max
    ? l10n.t(
        '{0} ({1} to {2} over the seeds)',
        formatGradient(spread.median),
        formatGradient(spread.min),
        formatGradient(spread.max),
      )
    : formatGradient(value);

function weightFacts(probe: LayerProbe): Fact[] {
  return probe.weights.map(({ name, gradient, updateRatio }) => [
    `∂L/∂${name}`,
    [
      spreadText(gradient?.rms, gradient?.spread?.rms),
      updateRatio === undefined ? [] : l10n.t('update {0}', formatGradient(updateRatio)),
    ]
      .flat()
      .join(' · '),
  ]);
}

/** A layer's metrics; of two compared reports the older one's number stands before the newer one's. */
function metricFacts(subject: Subject, { layer }: TreeLayer, probe: LayerProbe): Fact[] {
  const twin = twinOf(subject, layer.id);
  const older = twin && subject.comparing?.before.probes.get(twin);
  return metricNames.flatMap((name): Fact[] => {
    const { title, last, format } = metrics[name];
    const [value, before] = [last(probe), older && last(older)];
    if (value === undefined && before === undefined) return [];
    return [[title(), older ? `${format(before)} → ${format(value)}` : format(value)]];
  });
}

function gradientSection(subject: Subject, item: TreeLayer): HTMLElement[] {
  const { layer } = item;
  const probe = subject.probes.get(layer.id);
  if (!probe) {
    const gap = subject.report.notMeasured.find(({ quantity }) => quantity === 'probe');
    return [
      section(
        l10n.t('Gradients'),
        element('p', { class: 'empty' }, gap ? missingText(sentenceOf(gap.reason)) : notMeasured()),
      ),
    ];
  }
  const { activation } = probe;
  const missing = subject.report.notMeasured.flatMap((gap): Fact[] =>
    gap.layer === layer.id ? [[quantityText(gap), missingText(sentenceOf(gap.reason))]] : [],
  );
  return [
    section(
      l10n.t('Gradients'),
      facts([
        ...metricFacts(subject, item, probe),
        ...weightFacts(probe),
        [
          l10n.t('Activation mean'),
          activation?.mean === undefined ? undefined : formatGradient(activation.mean),
        ],
        [
          l10n.t('Activation std'),
          activation?.std === undefined ? undefined : formatGradient(activation.std),
        ],
        [
          l10n.t('Saturated'),
          activation?.saturatedShare === undefined
            ? undefined
            : formatShare(activation.saturatedShare),
        ],
        ...missing,
      ]),
      ...histograms(probe),
    ),
  ];
}

function findingSection(subject: Subject, item: TreeItem): HTMLElement[] {
  const findings = findingsOf(subject, item).slice(0, 20);
  if (findings.length === 0) return [];
  return [section(l10n.t('Findings'), ...findings.map((finding) => findingRow(subject, finding)))];
}

function skipSection(subject: Subject, ids: ReadonlySet<string>): HTMLElement[] {
  const touching = subject.report.skips.items.filter(
    ({ from, to }) => ids.has(from) || ids.has(to),
  );
  if (touching.length === 0) return [];
  return [section(l10n.t('Skips'), ...touching.slice(0, 20).map((skip) => skipRow(subject, skip)))];
}

const weightsOf = ({ parameters }: Layer): number => parameters.trainable + parameters.frozen;

/** Absent if it is absent for one of the layers. */
function sum(group: TreeGroup, of: (layer: Layer) => number | undefined): number | undefined {
  let total = 0;
  for (const layer of group.layers) {
    const value = of(layer);
    if (value === undefined) return undefined;
    total += value;
  }
  return total;
}

function inspectLayer(
  subject: Subject,
  item: TreeLayer,
  { run }: PanelModel,
  page: PageActions,
): HTMLElement[] {
  const { layer } = item;
  const inputs = layer.inputs.flatMap(
    ({ layer: id }) => subject.tree.layers.get(id)?.outputShape ?? [],
  );
  const { trainable, frozen } = layer.parameters;
  return [
    element('h2', {}, layer.name),
    element('p', { class: 'kind' }, layer.kind),
    ...sourceLink(item, page),
    facts([
      [l10n.t('Input'), inputs.length > 0 ? formatShapes(inputs) : undefined],
      [l10n.t('Output'), formatShapes(layer.outputShape)],
      [
        l10n.t('Parameters'),
        hasUnknownParameters(layer, subject.report)
          ? l10n.t('not known')
          : frozen > 0
            ? l10n.t('{0} + {1} frozen', formatCount(trainable), formatCount(frozen))
            : formatCount(trainable),
      ],
      ['MACs', knownText(layer.macs, formatMagnitude)],
      [l10n.t('Activations'), knownText(layer.activationBytes, formatBytes)],
      [l10n.t('Receptive field'), receptiveFieldText(layer)],
      [l10n.t('Shares weights with'), layer.sharedWith],
    ]),
    ...gradientSection(subject, item),
    ...runSection(layer.id, run),
    ...costSection(subject, item),
    ...findingSection(subject, item),
    ...skipSection(subject, new Set([layer.id])),
  ];
}

function inspectGroup(subject: Subject, group: TreeGroup): HTMLElement[] {
  return [
    element('h2', {}, group.repeat > 1 ? `${group.name} ×${group.repeat}` : group.name),
    element(
      'p',
      { class: 'kind' },
      group.repeat > 1 ? l10n.t('equal neighbours') : groupKindWord(group.kind),
    ),
    facts([
      [l10n.t('Layers'), formatCount(countLayers(group.layers))],
      [l10n.t('Output'), formatShapes(group.layers.at(-1)?.outputShape ?? [])],
      [l10n.t('Parameters'), knownText(sum(group, weightsOf), formatCount)],
      [
        'MACs',
        knownText(
          sum(group, ({ macs }) => macs),
          formatMagnitude,
        ),
      ],
      [
        l10n.t('Activations'),
        knownText(
          sum(group, ({ activationBytes }) => activationBytes),
          formatBytes,
        ),
      ],
    ]),
    ...costSection(subject, group),
    ...findingSection(subject, group),
    ...skipSection(subject, new Set(group.layers.map(({ id }) => id))),
  ];
}

const shareText = (share: number | undefined): string =>
  share === undefined ? notMeasured() : l10n.t('{0} of ∂L/∂x', formatShare(share));

/** Cuts the shortcut, as the key X does; a mean of branches cannot lose one without scaling the others. */
const cutButton = (subject: Subject, skip: Skip, page: PageActions): HTMLElement[] =>
  page.hasHost && !subject.comparing && !skip.averaged
    ? [
        button(l10n.t('Cut'), 'cut', () => page.cutShortcut(skip.id), {
          title: l10n.t('Probe again without this shortcut, and compare (X)'),
        }),
        button(l10n.t('Try all'), 'try-all', () => page.tryAllSkips(), {
          title: l10n.t('Train without each shortcut in turn, and rank them'),
        }),
      ]
    : [];

function inspectSkip(subject: Subject, skip: Skip, page: PageActions): HTMLElement[] {
  const fork = subject.forks.get(skip.id);
  return [
    element('h2', {}, skipTitle(subject, skip)),
    element('p', { class: 'kind' }, describeSkip(skip)),
    element('p', { class: 'sentence' }, skipSentence(skip, skipEnds(subject, skip), fork)),
    facts([
      [
        l10n.t('Shortcut carries'),
        isAblated(subject, skip.id) ? missingText(ablatedReason()) : shareText(carriedShare(fork)),
      ],
      [l10n.t('Cosine to body'), fork?.cosine?.toFixed(2)],
      [l10n.t('Shortcut ‖∂L/∂x‖'), fork && formatGradient(fork.shortcutL2)],
      [l10n.t('Body ‖∂L/∂x‖'), fork && formatGradient(fork.bodyL2)],
    ]),
    element(
      'div',
      { class: 'ends' },
      button(l10n.t('Go to fork'), 'fork', () => page.showInGraph(layerKey(skip.from))),
      button(l10n.t('Go to merge'), 'merge', () => page.showInGraph(layerKey(skip.to))),
      ...cutButton(subject, skip, page),
    ),
  ];
}

/** Shows everything known about the selection; about the whole network if nothing is selected. */
export function fillInspector(
  root: HTMLElement,
  subject: Subject,
  state: PanelModel,
  page: PageActions,
): void {
  root.replaceChildren(...inspect(subject, state, page));
}

function inspect(subject: Subject, state: PanelModel, page: PageActions): HTMLElement[] {
  const { selected } = state.view;
  const skip = selected?.type === 'skip' ? subject.skips.get(selected.id) : undefined;
  if (skip) return inspectSkip(subject, skip, page);
  if (selected?.type !== 'item') return overview(subject, state);
  const group = subject.tree.groups.get(selected.key);
  if (group && group !== subject.tree.root) return inspectGroup(subject, group);
  const layer = subject.report.network.layers.find(({ id }) => layerKey(id) === selected.key);
  return layer
    ? inspectLayer(subject, { type: 'layer', key: selected.key, layer }, state, page)
    : overview(subject, state);
}

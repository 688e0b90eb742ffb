import { meanOf } from '../../../src/shared/base/statistics';
import * as l10n from '@vscode/l10n';
import {
  counted,
  formatBytes,
  formatCount,
  formatMagnitude,
  formatMilliseconds,
} from '../../../src/shared/words/format';
import { argumentOriginText } from '../../../src/shared/words/argumentOrigins';
import { lossText, oneBatchText } from '../../../src/shared/words/lossText';
import { quantityText } from '../../../src/shared/words/gapWords';
import { reportTitle } from '../../../src/shared/words/reportTitle';
import { sentenceOf } from '../../../src/shared/words/sentence';
import { structureFacts } from '../../../src/shared/words/structureText';
import type { Probe } from '../../../src/shared/report/probe';
import { parameterCountText } from '../../../src/shared/words/unknownWords';
import type { Report } from '../../../src/shared/report/report';
import type { Subject } from '../state/subject';
import { element } from '../../kit/elements';
import { facts, section, type Fact } from '../../kit/facts';
import { profileFacts } from './costSection';
import { shownMetric, type Chosen } from '../state/shownHeat';
import { isRunMetric } from '../state/runNames';
import { lossCurve, runLossCurve } from './lossCurve';
import { knownText } from './words';

const optimizerOrigins: Readonly<Record<Probe['optimizerOrigin'], () => string>> = {
  default: () => l10n.t('chosen by default'),
  model: () => l10n.t('from the model'),
  user: () => l10n.t('chosen by you'),
};

const unknownJoins = ({ unknownJoins: joins = [] }: Report['skips']): Fact[] =>
  joins.length > 0 ? [[l10n.t('Unknown joins'), formatCount(joins.length)]] : [];

function networkFacts(report: Report): Fact[] {
  const { network, skips, runtime } = report;
  const { layers, macs, activationBytes } = network.totals;
  const { total, short, long } = skips.merges;
  return [
    [l10n.t('Layers'), formatCount(layers)],
    [l10n.t('Parameters'), parameterCountText(report)],
    ['MACs', knownText(macs, formatMagnitude)],
    [l10n.t('Activations'), knownText(activationBytes, formatBytes)],
    [l10n.t('Skip merges'), l10n.t('{0} ({1} short, {2} long)', total, short, long)],
    ...unknownJoins(skips),
    [l10n.t('Connections'), formatCount(skips.connections)],
    [
      l10n.t('Backend'),
      l10n.t('{backend} on {device}, {library} {version}', {
        backend: runtime.backend,
        device: runtime.device,
        library: runtime.library,
        version: runtime.version,
      }),
    ],
  ];
}

function optimizerText({ optimizer, learningRate, optimizerOrigin }: Probe): string {
  const origin = optimizerOrigins[optimizerOrigin]();
  return learningRate === undefined
    ? `${optimizer}, ${origin}`
    : l10n.t('{0}, learning rate {1}, {2}', optimizer, learningRate, origin);
}

function probeFacts({ probe }: Report): Fact[] {
  if (!probe) return [];
  const { steps } = probe.milliseconds;
  const mean = meanOf(steps);
  return [
    [
      l10n.t('Probe'),
      l10n.t(
        '{0} × {1}, batch {2}, {3}',
        counted(probe.steps, 'step'),
        counted(probe.seeds, 'seed'),
        probe.batchSize,
        probe.data === 'file' ? l10n.t('your data') : l10n.t('synthetic data'),
      ),
    ],
    [l10n.t('Loss'), `${probe.loss.name}: ${lossText(probe)}`],
    [l10n.t('One batch'), probe.oneBatch && oneBatchText(probe.oneBatch)],
    [l10n.t('Optimizer'), optimizerText(probe)],
    [l10n.t('Step time'), steps.length > 0 ? formatMilliseconds(mean) : undefined],
  ];
}

/** The common parts of two compared reports, and those of only one of them. */
function comparedFacts({ comparing, report }: Subject): Fact[] {
  if (!comparing) return [];
  const { before, layers, skips } = comparing.comparison;
  const both = (of: (totals: Report['network']['totals']) => number): string =>
    `${formatCount(of(before.network.totals))} → ${formatCount(of(report.network.totals))}`;
  const changed = (added: readonly unknown[], removed: readonly unknown[]): string =>
    l10n.t('{0} added, {1} removed', formatCount(added.length), formatCount(removed.length));
  return [
    [l10n.t('Before'), reportTitle(before)],
    [l10n.t('Layers'), both((totals) => totals.layers)],
    [
      '',
      l10n.t(
        '{0} in both, {1}',
        formatCount(layers.before.size),
        changed(layers.added, layers.removed),
      ),
    ],
    [l10n.t('Parameters'), both((totals) => totals.parameters)],
    [l10n.t('Skips'), changed(skips.added, skips.removed)],
  ];
}

const listed = (title: string, rows: readonly Fact[]): HTMLElement[] =>
  rows.length > 0 ? [section(title, facts(rows))] : [];

const MOST_REASONS = 12;

/** The losses of the run or those of the probe: of the one whose numbers are shown. */
function losses({ probe }: Report, state: Chosen): HTMLElement[] {
  if (state.run && isRunMetric(shownMetric(state))) return runLossCurve(state.run);
  return probe ? lossCurve(probe) : [];
}

/** The facts about the network as a whole. */
export function overview(subject: Subject, state: Chosen): HTMLElement[] {
  const { report } = subject;
  const own = [
    ...networkFacts(report),
    ...structureFacts(report),
    ...probeFacts(report),
    ...profileFacts(report),
  ];
  const { model, runtime, notMeasured } = report;
  return [
    element('h2', {}, reportTitle(report)),
    element('p', { class: 'source' }, `${model.source.file}:${model.source.line}`),
    ...listed(l10n.t('Compared'), comparedFacts(subject)),
    ...(subject.comparing ? listed(l10n.t('After'), own) : [facts(own)]),
    ...losses(report, state),
    ...listed(
      l10n.t('Arguments'),
      model.arguments.map(({ name, value, origin }) => [
        name,
        `${JSON.stringify(value)} (${argumentOriginText(origin)})`,
      ]),
    ),
    ...listed(
      l10n.t('Not run'),
      (model.standIns ?? []).map(({ module, source }) => [module, `${source.file}:${source.line}`]),
    ),
    ...listed(
      l10n.t('Better backends'),
      runtime.tried.map(({ name, reason }) => [name, sentenceOf(reason)]),
    ),
    ...listed(
      l10n.t('Not measured'),
      notMeasured
        .slice(0, MOST_REASONS)
        .map((gap) => [
          gap.layer ? l10n.t('{0} of {1}', quantityText(gap), gap.layer) : quantityText(gap),
          sentenceOf(gap.reason),
        ]),
    ),
  ];
}

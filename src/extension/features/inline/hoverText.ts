import * as l10n from '@vscode/l10n';
import {
  layerUpdateRatio,
  mediansOf,
  probeByLayer,
  weightGradientRms,
} from '../../../shared/report/selectors';
import { gradientRange } from '../../../shared/report/seeds';
import {
  counted,
  formatCount,
  formatGradient,
  formatShape,
  formatShapes,
  notMeasured,
  shortName,
} from '../../../shared/words/format';
import type { Layer, Network } from '../../../shared/network/network';
import type { LayerProbe, Probe } from '../../../shared/report/probe';
import type { Finding, Report } from '../../../shared/report/report';
import { findingMessage } from '../../../shared/words/findingMessages';
import { findingSuggestion } from '../../../shared/words/findingSuggestions';
import { sentenceOf } from '../../../shared/words/sentence';
import { originText } from '../../../shared/words/thresholdWords';
import { quantityText } from '../../../shared/words/gapWords';
import { severityMarks } from '../../../shared/words/verdict/severityMarks';
import { costLines } from './costHover';
import { escaped, layerLink, tableLines, unbroken, type LayerLink } from './hoverCells';
import { sparkline } from './inlineText';
import type { LineSummary } from '../../core/lines/lineSummary';

/** The most layers in the table; the others are counted. */
const LISTED = 12;

/** Markdown about the layers that one line makes: their numbers, the conditions of the measurement, and the findings with their sources. */
export function hoverText(summary: LineSummary, report: Report, link: LayerLink): string {
  const { layers, findings } = summary;
  const listed = layers.slice(0, LISTED);
  const rest = layers.length - listed.length;
  const cost = report.profile ? costLines(listed, report.profile, report) : [];
  return [
    // Measured numbers come first.
    ...(report.probe || cost.length === 0 ? [] : [...cost, '']),
    ...table(listed, report, link),
    ...(rest > 0 ? ['', l10n.t('… and {0} more.', rest)] : []),
    ...(report.probe ? ['', conditions(report.probe, report)] : []),
    ...(report.probe && cost.length > 0 ? ['', ...cost] : []),
    ...missing(layers, report).flatMap((line) => ['', line]),
    ...findings.flatMap((finding) => ['', findingText(finding, report)]),
  ].join('\n');
}

function table(layers: readonly Layer[], report: Report, link: LayerLink): readonly string[] {
  const probes = probeByLayer(report);
  const heads = [l10n.t('layer'), l10n.t('input'), l10n.t('output'), l10n.t('parameters')];
  const measured = report.probe ? ['RMS ∂L/∂W', 'Δw/w', l10n.t('steps')] : [];
  const sides = [...heads, ...measured].map((_, column) =>
    column >= heads.length - 1 && column < heads.length + 2 ? '--:' : ':--',
  );
  const rows = layers.map((layer) => [
    ...facts(layer, report.network, link),
    ...(report.probe ? numbers(probes.get(layer.id)) : []),
  ]);
  return tableLines([...heads, ...measured], sides, rows);
}

function facts(layer: Layer, network: Network, link: LayerLink): readonly string[] {
  const { trainable, frozen } = layer.parameters;
  const count = formatCount(trainable + frozen);
  const parameters = frozen > 0 ? l10n.t('{0} (some frozen)', count) : count;
  // A generated name holds the kind.
  const isNamed = shortName(layer) === layer.name;
  return [
    `${layerLink(layer, link)}${isNamed ? ` ${escaped(layer.kind)}` : ''}`,
    inputShapes(layer, network),
    formatShapes(layer.outputShape),
    parameters,
  ];
}

function inputShapes({ inputs }: Layer, { layers }: Network): string {
  return inputs
    .map(({ layer: id, output }) => layers.find((layer) => layer.id === id)?.outputShape[output])
    .map((shape) => formatShape(shape ?? []))
    .join(', ');
}

function numbers(probe: LayerProbe | undefined): readonly string[] {
  const hasWeights = probe !== undefined && probe.weights.length > 0;
  const number = (value: number | undefined): string =>
    value === undefined ? (hasWeights ? notMeasured() : '') : formatGradient(value);
  return [
    unbroken(number(probe && weightGradientRms(probe)) + rangeText(probe)),
    unbroken(number(probe && layerUpdateRatio(probe))),
    sparkline(mediansOf(probe?.history.weightGradient)),
  ];
}

/** ` (1.9e-3–2.4e-3)`; nothing for one seed. */
function rangeText(probe: LayerProbe | undefined): string {
  const range = probe && gradientRange(probe);
  return range ? ` (${range.map(formatGradient).join('–')})` : '';
}

/** The units of the numbers and the conditions of their measurement. */
function conditions(probe: Probe, { runtime }: Report): string {
  const { steps, seeds, batchSize: batch, optimizer, learningRate: rate, loss } = probe;
  const values = {
    steps: counted(steps, 'step'),
    seeds: counted(seeds, 'seed'),
    batch,
    backend: escaped(runtime.backend),
  };
  const course = loss.values[0]?.map((value) => value?.toPrecision(3) ?? notMeasured()).join(' → ');
  const sentences = [
    l10n.t(
      '∂L/∂W is in units of the loss per unit of the weight, at step {step}, the median over the seeds; Δw/w is per step and without unit.',
      { step: steps },
    ),
    probe.data === 'file'
      ? l10n.t(
          'Measured over {steps} × {seeds} with batches of {batch} of your data on {backend}.',
          values,
        )
      : l10n.t(
          'Measured over {steps} × {seeds} with synthetic batches of {batch} on {backend}.',
          values,
        ),
    rate === undefined
      ? l10n.t('Optimizer: {optimizer}.', { optimizer: escaped(optimizer) })
      : l10n.t('Optimizer: {optimizer} at {rate}.', { optimizer: escaped(optimizer), rate }),
    l10n.t('Loss: {loss} {course}.', { loss: escaped(loss.name), course: course ?? '' }),
  ];
  return `_${sentences.join(' ')}_`;
}

/** The quantities that were not measured on these layers, with the reasons. */
function missing(layers: readonly Layer[], report: Report): readonly string[] {
  const names = new Map(layers.map(({ id, name }) => [id, name]));
  return report.notMeasured.flatMap((gap) => {
    const name = gap.layer && names.get(gap.layer);
    return name === undefined
      ? []
      : [
          escaped(
            l10n.t(
              '{0} of {1}: not measured, {2}',
              quantityText(gap),
              name,
              sentenceOf(gap.reason),
            ),
          ),
        ];
  });
}

function findingText(finding: Finding, { network, runtime }: Report): string {
  const { severity, code } = finding;
  const message = findingMessage(finding, network);
  const suggestion = findingSuggestion(finding, runtime.framework);
  const limits = finding.limits.map(
    (limit) => `${limit.name} ${formatGradient(limit.value)} (${originText(limit)})`,
  );
  const limit = limits.length > 0 ? ` ${l10n.t('Limit: {0}.', limits.join('; '))}` : '';
  return `${severityMarks[severity]} **${code}** ${escaped(message)} ${escaped(suggestion)}${escaped(limit)}`;
}

import { hasUnknownParameters, parametersText } from '../../shared/words/unknownWords';
import { OVERRIDES_FILE } from '../../workspace/overrides/overrides';
import type { Layer } from '../../shared/network/network';
import {
  counted,
  formatBytes,
  formatCount,
  formatGradient,
  formatMagnitude,
  formatMilliseconds,
  formatShapes,
  shortName,
} from '../../shared/words/format';
import type { Probe } from '../../shared/report/probe';
import { standInText } from '../../shared/words/standInText';
import type { Finding, ModelArgument, NotMeasured, Report } from '../../shared/report/report';
import { quantityText } from '../../shared/words/gapWords';
import { lossText, oneBatchText } from '../../shared/words/lossText';
import { severityMarks } from '../../shared/words/verdict/severityMarks';
import { sentenceOf } from '../../shared/words/sentence';
import { probeByLayer, weightGradientRms, layerUpdateRatio } from '../../shared/report/selectors';
import { fittedTable, shortened, terminalColumns } from '../terminal/fittedTable';
import { table, type Colours } from '../terminal/terminal';
import { wrappedLines } from '../terminal/wrapped';
import { oneLined } from '../terminal/visible';
import { gradientBar } from './bars';
import { blockTable } from './blockTable';
import { findingsText, worstOf } from './findingsText';
import { verdictLine } from './verdictLine';
import { drawSkips } from './skipColumn';
import { skipCounts, skipPainter, skipRows } from './skipText';
import { structureText } from './structureText';

const LONGEST_NAME = 32;

/**
 * A whole report for people: verdict, header, layers with bars and skips, findings. That a model whose probe failed has no
 * findings says nothing of it.
 */
export function reportText(given: Report, colours: Colours, probeFailed = false): string {
  const report = oneLined(given);
  const columns = terminalColumns();
  const layers = layerTable(report, colours, columns);
  const parts = [
    verdictLine(report, colours, columns),
    header(report, colours),
    layers,
    blockTable(report, colours, columns),
    skipCounts(report.skips, colours) + skipRows(report, colours, columns),
    structureText(report, colours),
    probeFailed && report.findings.length === 0 ? '' : findingsText(report, colours),
    footer(report, colours, /[█-▏]/.test(layers)),
  ];
  return wrappedLines(parts.filter((part) => part !== '').join('\n'), columns);
}

function header(report: Report, colours: Colours): string {
  const { model, runtime, network } = report;
  const { file, line, column } = model.source;
  const { totals } = network;
  const { backend, device, library, version } = runtime;
  const costs = [
    counted(totals.layers, 'layer'),
    parametersText(report),
    totals.macs === undefined ? [] : `${formatMagnitude(totals.macs)} MACs per sample`,
    totals.activationBytes === undefined
      ? []
      : `${formatBytes(totals.activationBytes)} activations per sample`,
  ].flat();
  return table([
    [colours.bold(model.name), `${file}:${line}:${column}`],
    ...model.arguments.map((argument) => ['', argumentText(argument, colours)]),
    ...(model.standIns ?? []).map((one) => ['', colours.dim(standInText(one))]),
    ['backend', `${backend} on ${device}, ${library} ${version}`],
    ['network', costs.join(' · ')],
  ]);
}

function argumentText({ name, value, origin }: ModelArgument, colours: Colours): string {
  const assignment = `${name} = ${JSON.stringify(value)}`;
  const set = `guessed: set it with --arg ${name}=JSON or in ${OVERRIDES_FILE}`;
  return origin === 'guess' ? `${assignment}  ${colours.yellow(set)}` : assignment;
}

function layerTable(report: Report, colours: Colours, columns: number): string {
  const { layers } = report.network;
  const ids = layers.map(({ id }) => id);
  const { rows: brackets, hidden } = drawSkips(ids, report.skips.items, skipPainter(colours));
  const numbers = probeByLayer(report);
  const probed = report.probe !== undefined;
  const heads = ['', 'layer', 'kind', 'output', 'parameters'];
  if (probed) heads.push('∂L/∂W', '', 'Δw/w');
  const rows = layers.map((layer, row) => [
    brackets[row] ?? '',
    ...describeLayer(layer, report),
    ...(probed
      ? measured(layer, numbers.get(layer.id), paintOf(report.findings, layer, colours).paint)
      : []),
    findingMarks(report.findings, layer, colours),
  ]);
  const align = ['left', 'left', 'left', 'left', 'right', 'right', 'left', 'right'] as const;
  const note =
    hidden > 0 ? colours.dim(`not drawn for lack of room: ${counted(hidden, 'skip')}\n`) : '';
  const drops = probed ? [7, 6, 2] : [2];
  const fit = { columns, drops, cut: 1 };
  return fittedTable([heads.map((head) => colours.dim(head)), ...rows], align, fit) + note;
}

function describeLayer(layer: Layer, report: Report): string[] {
  const { kind, outputShape, parameters } = layer;
  const count = parameters.trainable + parameters.frozen;
  return [
    shortened(shortName(layer), LONGEST_NAME),
    kind,
    formatShapes(outputShape),
    count > 0 ? formatCount(count) : hasUnknownParameters(layer, report) ? '?' : '',
  ];
}

function measured(
  layer: Layer,
  probe: Parameters<typeof weightGradientRms>[0] | undefined,
  paint: (text: string) => string,
): string[] {
  if (layer.parameters.trainable === 0 || !probe) return ['', '', ''];
  const gradient = weightGradientRms(probe);
  const ratio = layerUpdateRatio(probe);
  const bar = paint(gradientBar(gradient));
  return [formatGradient(gradient), bar, ratio === undefined ? '' : formatGradient(ratio)];
}

/** Quiet is fine, loud is a finding: the colour of what is told about a layer. */
function paintOf(findings: readonly Finding[], layer: Layer, colours: Colours) {
  const worst = worstOf(findings.filter((finding) => finding.layer === layer.id));
  const paints = { error: colours.red, warning: colours.yellow, info: colours.dim };
  return { worst, paint: worst ? paints[worst.severity] : colours.dim };
}

function findingMarks(findings: readonly Finding[], layer: Layer, colours: Colours): string {
  const { worst, paint } = paintOf(findings, layer, colours);
  return worst ? paint(severityMarks[worst.severity]) : '';
}

function footer({ probe, notMeasured, skips }: Report, colours: Colours, hasBars: boolean): string {
  const lines = [
    ...(probe ? probeLines(probe) : []),
    ...(hasBars ? [BARS] : []),
    ...(skips.ambiguous.length > 0
      ? [`not counted: ${counted(skips.ambiguous.length, 'ambiguous skip')}`]
      : []),
    ...gapLines(notMeasured),
  ];
  return lines.map((line) => `${colours.dim(line)}\n`).join('');
}

const BARS =
  'bars: RMS ∂L/∂W of the last step, the median over the seeds, on a log scale from 1e-8 to 1';

function probeLines(probe: Probe): string[] {
  const { steps, seeds, batchSize, data, optimizer, learningRate, loss, milliseconds } = probe;
  const step = milliseconds.steps.reduce((sum, each) => sum + each, 0) / milliseconds.steps.length;
  const rate = learningRate === undefined ? '' : ` at ${learningRate}`;
  return [
    `probe: ${counted(steps, 'step')} × ${counted(seeds, 'seed')}, batch ${batchSize}, ${data} data, ${loss.name}, ` +
      `${optimizer}${rate}, ${formatMilliseconds(step)} a step`,
    `loss: ${lossText(probe)}${seeds > 1 ? `, the first of ${counted(seeds, 'seed')}` : ''}`,
    ...(probe.oneBatch ? [`one batch: ${oneBatchText(probe.oneBatch)}`] : []),
  ];
}

/** One line for a quantity that is absent for one reason, in however many layers. */
function gapLines(notMeasured: readonly NotMeasured[]): string[] {
  const layersOf = new Map<string, number>();
  for (const gap of notMeasured) {
    const key = `${quantityText(gap)}: ${sentenceOf(gap.reason)}`;
    layersOf.set(key, (layersOf.get(key) ?? 0) + (gap.layer === undefined ? 0 : 1));
  }
  return [...layersOf].map(([gap, layers]) =>
    layers > 1 ? `not measured: ${gap} (${layers} layers)` : `not measured: ${gap}`,
  );
}

import type { Layer } from '../../network/network';
import type { Probe } from '../../report/probe';
import type { Finding, ModelArgument, NotMeasured, Report } from '../../report/report';
import { bySeverity, layerUpdateRatio, weightGradientRms } from '../../report/selectors';
import { findingMessage } from '../findingMessages';
import { findingSuggestion } from '../findingSuggestions';
import { counted, formatGradient, formatMagnitude, formatRatio, shortName } from '../format';
import { quantityText } from '../gapWords';
import { lossText } from '../lossText';
import { sentenceOf } from '../sentence';
import { standInText } from '../standInText';
import { originText } from '../thresholdWords';
import { parametersText, unknownJoinsText } from '../unknownWords';
import { verdictOf, verdictText } from '../verdict/verdict';
import { answerText, clipped, type AnswerPart } from './answer';

const MOST_FINDINGS = 12;
const MOST_LAYERS = 40;
const MOST_GAPS = 6;
const LONGEST_VALUE = 120;

/** The line where a layer is made, as ` (file:line)`; empty if it is not known. */
export function atLayer(layer: Layer | undefined): string {
  const place = layer?.source[0];
  return place ? ` (${place.file}:${place.line})` : '';
}

/** The model with its line, its size and the device that it ran on. */
export function modelLine({ model, network, runtime, notMeasured }: Report): string {
  const { macs, layers } = network.totals;
  const cost = macs === undefined ? '' : `, ${formatMagnitude(macs)} MACs per sample`;
  const size = `${counted(layers, 'layer')}, ${parametersText({ network, notMeasured })}${cost}`;
  const { library, version, backend, device } = runtime;
  return `${model.name} (${model.source.file}:${model.source.line}), ${size}; ${library} ${version}, ${backend} on ${device}.`;
}

/** Arguments, guesses and omissions behind the model. */
export function assumedPart({ model }: Report): AnswerPart {
  const isGuess = ({ origin }: ModelArgument): boolean => origin === 'guess';
  const text = ({ name, value }: ModelArgument): string =>
    `${name} = ${clipped(JSON.stringify(value), LONGEST_VALUE)}`;
  const guessed = model.arguments.filter(isGuess).map(text);
  const known = model.arguments.filter((one) => !isGuess(one)).map(text);
  return {
    lines: [
      ...(known.length > 0 ? [`Built with ${known.join(', ')}.`] : []),
      ...(guessed.length > 0
        ? [`Guessed: ${guessed.join(', ')}. Give the real values where these are wrong.`]
        : []),
      ...(model.standIns ?? []).map((one) => `${standInText(one)}.`),
    ],
    most: MOST_GAPS,
    rest: 'modules outside the workspace',
  };
}

/** The quantities that are absent, each reason once, with the number of layers. */
export function gapsPart(
  { notMeasured }: Report,
  isMissed: (gap: NotMeasured) => boolean = () => true,
): AnswerPart {
  const layersOf = new Map<string, number>();
  for (const gap of notMeasured.filter(isMissed)) {
    const key = `${quantityText(gap)}: ${sentenceOf(gap.reason)}`;
    layersOf.set(key, (layersOf.get(key) ?? 0) + (gap.layer === undefined ? 0 : 1));
  }
  return {
    title: 'Not measured:',
    lines: [...layersOf].map(([gap, layers]) => (layers > 1 ? `${gap} (${layers} layers)` : gap)),
    most: MOST_GAPS,
    rest: 'quantities',
  };
}

/** The findings, worst first, each with its line, its limit and what to try. */
export function findingsPart(report: Report): AnswerPart {
  const lines = bySeverity(report.findings).map((finding) => findingLine(finding, report));
  return {
    title: `${counted(lines.length, 'finding')}:`,
    lines,
    most: MOST_FINDINGS,
    rest: 'findings of the same or a lower severity',
  };
}

/** A finding with its severity, code, line, limits and what to try. */
export function findingLine(finding: Finding, { network, runtime }: Report): string {
  const { severity, code, source } = finding;
  const at = source
    ? ` (${source.file}:${source.line})`
    : atLayer(network.layers.find(({ id }) => id === finding.layer));
  const limits = finding.limits.map(
    (limit) => ` Limit: ${limit.name} ${limit.value}, ${originText(limit)}.`,
  );
  const message = findingMessage(finding, network);
  const suggestion = findingSuggestion(finding, runtime.framework);
  const tried = suggestion === '' ? '' : ` Try: ${suggestion}`;
  return `${severity} ${code}${at}: ${message}${limits.join('')}${tried}`;
}

function skipsLine({ skips }: Report): string {
  const { merges } = skips;
  if (merges.total === 0) return 'No skip connections.';
  return `${counted(merges.total, 'merge')} with skip connections: ${merges.short} short, ${merges.long} long; identity ${merges.identityAdd}, projection ${merges.projectionAdd}, concatenation ${merges.concat + merges.projectionConcat}, gated ${merges.gated}.`;
}

function probeLine(probe: Probe): string {
  const { steps, seeds, batchSize, data, optimizer, learningRate, loss } = probe;
  const rate = learningRate === undefined ? '' : ` at learning rate ${learningRate}`;
  return `Measured over ${counted(steps, 'step')} × ${counted(seeds, 'seed')}, batch ${batchSize}, ${data} data, ${loss.name}, ${optimizer}${rate}; loss of the first seed ${lossText(probe)}.`;
}

function gradientsPart({ network, probe }: Report): AnswerPart {
  const layers = new Map(network.layers.map((layer) => [layer.id, layer]));
  const lines = (probe?.layers ?? [])
    .filter(({ weights }) => weights.length > 0)
    .map((measured) => {
      const layer = layers.get(measured.layer);
      const numbers = [
        formatGradient(weightGradientRms(measured)),
        formatRatio(layerUpdateRatio(measured)),
      ];
      const name = layer ? `${shortName(layer)} (${layer.kind})` : measured.layer;
      return `${name}${atLayer(layer)}: ${numbers.join(', ')}`;
    });
  return {
    title: `RMS of ∂L/∂W and update ratio ‖Δw‖/‖w‖ of each weighted layer, after ${counted(probe?.steps ?? 0, 'step')}, input first:`,
    lines,
    most: MOST_LAYERS,
    keeps: 'ends',
    rest: 'weighted layers in between',
  };
}

/**
 * The parts of an answer on a report: the verdict, size, guesses, findings, gaps, skips, and the gradient of each
 * weighted layer.
 */
export function inspectParts(report: Report): AnswerPart[] {
  const { probe, findings } = report;
  const unknown = unknownJoinsText(report.skips);
  return [
    { lines: [verdictText(verdictOf(report)), modelLine(report)] },
    assumedPart(report),
    findings.length === 0 ? { lines: ['No findings.'] } : findingsPart(report),
    { lines: [skipsLine(report), ...(unknown === '' ? [] : [unknown])] },
    { lines: [probe ? probeLine(probe) : 'Gradients were not measured.'] },
    gapsPart(report),
    gradientsPart(report),
  ];
}

/** A summary of a report, short enough for an assistant. */
export const reportText = (report: Report): string => answerText(inspectParts(report));

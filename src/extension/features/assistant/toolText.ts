import { experimentNames } from '../../../shared/experiment/experiment';
import { parametersText, unknownJoinsText } from '../../../shared/words/unknownWords';
import type { FileSites } from '../../../shared/model/modelSite';
import { counted, formatGradient, formatRatio } from '../../../shared/words/format';
import { findingMessage } from '../../../shared/words/findingMessages';
import { findingSuggestion } from '../../../shared/words/findingSuggestions';
import { originText } from '../../../shared/words/thresholdWords';
import { findingTexts } from '../../../shared/words/findingTexts';
import {
  findingCodes,
  type Finding,
  type FindingCode,
  type Report,
} from '../../../shared/report/report';
import { bySeverity, layerUpdateRatio, weightGradientRms } from '../../../shared/report/selectors';

const MOST_LINES = 60;
const MOST_FINDINGS = 12;
const MOST_LAYERS = 40;

/** The definitions of the workspace, one a line: `file:line name(parameters)`. */
export function modelsText(files: readonly FileSites[], shown: (file: string) => string): string {
  const lines = files.flatMap(({ file, sites }) =>
    sites.map(({ name, range, parameters }) => {
      const takes = parameters.map((parameter) => parameter.name).join(', ');
      return `${shown(file)}:${range.start.line} ${name}(${takes})`;
    }),
  );
  if (lines.length === 0) return 'No model definition was found in this workspace.';
  return bounded(`${counted(lines.length, 'model definition')}:`, lines, MOST_LINES);
}

/** A summary of a report: size, skips, findings, and the gradient of each weighted layer. */
export function reportText(report: Report): string {
  const { model, network, skips, runtime, probe } = report;
  const { merges } = skips;
  const guessed = model.arguments.filter(({ origin }) => origin === 'guess');
  const list = (values: typeof guessed): string =>
    values.map(({ name, value }) => `${name} = ${JSON.stringify(value)}`).join(', ');
  const parts = [
    `${model.name} (${model.source.file}:${model.source.line}), ${counted(network.totals.layers, 'layer')}, ${parametersText(report)}, on ${runtime.backend}.`,
    guessed.length > 0 ? `Guessed: ${list(guessed)}.` : '',
    `${counted(merges.total, 'merge')} with skip connections: ${merges.short} short, ${merges.long} long; identity ${merges.identityAdd}, projection ${merges.projectionAdd}, concatenation ${merges.concat + merges.projectionConcat}, gated ${merges.gated}.`,
    unknownJoinsText(skips),
    findingsText(report),
    probe ? gradientsText(report) : 'Gradients were not measured.',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function findingsText(report: Report): string {
  const { findings } = report;
  if (findings.length === 0) return 'No findings.';
  const lines = bySeverity(findings).map((finding) => findingLine(finding, report));
  return bounded(`${counted(findings.length, 'finding')}:`, lines, MOST_FINDINGS);
}

function findingLine(finding: Finding, { network, runtime }: Report): string {
  const { severity, code, source } = finding;
  const at = source ? ` (${source.file}:${source.line})` : '';
  const limits = finding.limits.map(
    (limit) => ` Limit: ${limit.name} ${limit.value}, ${originText(limit)}.`,
  );
  const message = findingMessage(finding, network);
  const suggestion = findingSuggestion(finding, runtime.framework);
  return `${severity} ${code}${at}: ${message}${limits.join('')} Try: ${suggestion}`;
}

function gradientsText({ network, probe }: Report): string {
  const layers = new Map(network.layers.map((layer) => [layer.id, layer]));
  const lines = (probe?.layers ?? [])
    .filter(({ weights }) => weights.length > 0)
    .map((measured) => {
      const layer = layers.get(measured.layer);
      const numbers = [
        formatGradient(weightGradientRms(measured)),
        formatRatio(layerUpdateRatio(measured)),
      ];
      return `${layer?.name ?? measured.layer} (${layer?.kind ?? ''}): ${numbers.join(', ')}`;
    });
  const title = `RMS of ∂L/∂W and update ratio ‖Δw‖/‖w‖ of each weighted layer, after ${probe?.steps} steps, input first:`;
  return bounded(title, lines, MOST_LAYERS);
}

/** The meaning of a finding's code with its remedy; a list of the codes for any other text. */
export function findingText(code: string): string {
  const known = findingCodes.find((one): one is FindingCode => one === code);
  if (!known) return `There is no finding ${code}; there are ${findingCodes.join(', ')}.`;
  const { what, remedy, severity, from } = findingTexts[known];
  const source = from === 'probe' ? 'the gradients of a probe' : 'the graph alone';
  return `${known}: ${what}\nTry: ${remedy}\nUsually: ${severity}. Based on ${source}.`;
}

/** The names of the experiments, for one that there is not. */
export const unknownExperimentText = (name: string): string =>
  `There is no experiment ${name}; there are ${experimentNames.join(', ')}.`;

/** A title and lines, without the middle if there are more than `most`. */
function bounded(title: string, lines: readonly string[], most: number): string {
  if (lines.length <= most) return [title, ...lines].join('\n');
  const head = Math.ceil(most / 2);
  const left = `… ${lines.length - most} more …`;
  return [title, ...lines.slice(0, head), left, ...lines.slice(head - most)].join('\n');
}

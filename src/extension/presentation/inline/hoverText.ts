import {
  layerUpdateRatio,
  probeByLayer,
  weightGradientRms,
} from '../../../shared/report/selectors';
import {
  formatCount,
  formatGradient,
  formatShapes,
  NOT_MEASURED,
} from '../../../shared/report/format';
import type { Layer } from '../../../shared/network/network';
import type { LayerProbe } from '../../../shared/report/probe';
import type { Finding, Report } from '../../../shared/report/report';
import { marks, sparkline } from './inlineText';
import type { LineSummary } from './lineSummary';

/** More layers than these are counted and not listed. */
const LISTED = 12;

/** Markdown about the layers that one line makes: their numbers, and the findings with their sources. */
export function hoverText(summary: LineSummary, report: Report): string {
  const probes = probeByLayer(report);
  const { layers, findings } = summary;
  const rest = layers.length - LISTED;
  return [
    '| layer | output | parameters | RMS ∂L/∂W | Δw/w | steps |',
    '| :-- | :-- | --: | --: | --: | :-- |',
    ...layers.slice(0, LISTED).map((layer) => row(layer, probes.get(layer.id))),
    ...(rest > 0 ? ['', `… and ${rest} more.`] : []),
    ...findings.flatMap((finding) => ['', findingText(finding)]),
  ].join('\n');
}

function row(layer: Layer, probe: LayerProbe | undefined): string {
  const { trainable, frozen } = layer.parameters;
  const hasWeights = probe !== undefined && probe.weights.length > 0;
  const number = (value: number | undefined): string =>
    value === undefined ? (hasWeights ? NOT_MEASURED : '') : formatGradient(value);
  const cells = [
    `\`${layer.name}\` ${layer.kind}`,
    formatShapes(layer.outputShape),
    formatCount(trainable + frozen),
    number(probe && weightGradientRms(probe)),
    number(probe && layerUpdateRatio(probe)),
    sparkline(probe?.history.weightGradient?.[0] ?? []),
  ];
  return `| ${cells.map(escaped).join(' | ')} |`;
}

function findingText({ severity, code, message, suggestion, threshold }: Finding): string {
  const limit = threshold
    ? ` Limit: ${formatGradient(threshold.value)} (${threshold.origin}).`
    : '';
  return `${marks[severity]} **${code}** ${escaped(message)} ${escaped(suggestion)}${escaped(limit)}`;
}

/** Names come from user code: they must not write markup or end a cell. */
const escaped = (text: string): string => text.replace(/[|<>[\]]/g, (sign) => `\\${sign}`);

import * as l10n from '@vscode/l10n';
import type { FailureInfo } from '../base/failures';
import type { SourcePosition } from '../base/source';
import type { Layer } from '../network/network';
import { formatGradient, formatShape, shortName } from './format';
import type { Finding, FindingCode, Report } from '../report/report';
import { probeByLayer, weightGradientRms } from '../report/selectors';

/** Another place that a finding is about, with a sentence on it. */
export interface RelatedPlace {
  readonly at: SourcePosition;
  readonly message: string;
}

/** The inputs of a merge that could not be built. */
export function branchPlaces({ branches = [] }: FailureInfo): readonly RelatedPlace[] {
  return branches.flatMap(({ name, shape, at }, slot) =>
    at
      ? [{ at, message: l10n.t('Branch {0}: {1} gives {2}.', slot + 1, name, formatShape(shape)) }]
      : [],
  );
}

type PlacesOf = (finding: Finding, report: Report) => readonly RelatedPlace[];

/** Related places: the branches of a merge, the ends of a chain, and the calls that led to the layer. */
export function relatedPlaces(finding: Finding, report: Report): readonly RelatedPlace[] {
  const own = special[finding.code]?.(finding, report) ?? [];
  return [...own, ...callers(finding, report)];
}

const special: { readonly [C in FindingCode]?: PlacesOf } = {
  'merge-shape-mismatch': branches,
  'idle-shortcut': branches,
  'silent-body': branches,
  'empty-shortcut': branches,
  'vanishing-gradient': chainEnds,
  'exploding-gradient': chainEnds,
};

const layerOf = (report: Report, id: string): Layer | undefined =>
  report.network.layers.find((layer) => layer.id === id);

/** Every input of the merge, in order. */
function branches(finding: Finding, report: Report): readonly RelatedPlace[] {
  const merge = layerOf(report, finding.layer);
  return (merge?.inputs ?? []).flatMap(({ layer: id, output }, slot) => {
    const layer = layerOf(report, id);
    const at = layer?.source[0];
    if (!layer || !at) return [];
    const shape = formatShape(layer.outputShape[output] ?? []);
    return [
      { at, message: l10n.t('Branch {0}: {1} gives {2}.', slot + 1, shortName(layer), shape) },
    ];
  });
}

/** The first layer of the chain, and the last weighted one of the network, with their gradients. */
function chainEnds(finding: Finding, report: Report): readonly RelatedPlace[] {
  const probes = probeByLayer(report);
  const weighted = report.network.layers.filter(({ id }) => probes.get(id)?.weights.length);
  const first = layerOf(report, finding.layer);
  return [
    ...chainEnd(first, probes, (values) =>
      l10n.t('First of the chain: {layer}, RMS ∂L/∂W {gradient}.', values),
    ),
    ...chainEnd(weighted.at(-1), probes, (values) =>
      l10n.t('Last of the chain: {layer}, RMS ∂L/∂W {gradient}.', values),
    ),
  ];
}

function chainEnd(
  layer: Layer | undefined,
  probes: ReturnType<typeof probeByLayer>,
  sentence: (values: { layer: string; gradient: string }) => string,
): readonly RelatedPlace[] {
  const at = layer?.source[0];
  const probe = layer && probes.get(layer.id);
  if (!at || !probe) return [];
  const gradient = formatGradient(weightGradientRms(probe));
  return [{ at, message: sentence({ layer: shortName(layer), gradient }) }];
}

/** The calls that led to the layer; they tell layers made in the same helper apart. */
function callers(finding: Finding, report: Report): readonly RelatedPlace[] {
  const layer = layerOf(report, finding.layer);
  if (!layer) return [];
  const message = l10n.t('{0} is made through this call.', shortName(layer));
  return layer.source.slice(1).map((at) => ({ at, message }));
}

/** The chain of calls down to the line that makes the layer; empty if there is only that line. */
export function callPath(finding: Finding, report: Report): readonly RelatedPlace[] {
  const [made] = layerOf(report, finding.layer)?.source ?? [];
  const calls = callers(finding, report);
  if (!made || calls.length === 0) return [];
  return [...[...calls].reverse(), { at: made, message: l10n.t('The layer is made here.') }];
}

import { costPairs, type CostPair } from '../../analysis/comparison/compareProfiles';
import { layerPairs, ratioOf, type Comparison } from '../../analysis/comparison/compareReports';
import type { Layer, LayerId } from '../../shared/network/network';
import type { Report } from '../../shared/report/report';
import { layerUpdateRatio, weightGradientRms } from '../../shared/report/selectors';
import type { AnswerPart } from '../../shared/words/assistant/answer';
import { atLayer, findingLine } from '../../shared/words/assistant/inspectAnswer';
import {
  counted,
  formatCount,
  formatGradient,
  formatMagnitude,
  formatRatio,
  formatShapes,
  shortName,
} from '../../shared/words/format';
import { profileChanges, type ProfileChange } from '../../shared/words/profileChanges';
import { formatDuration } from '../../shared/words/profileTables';
import { reportTitle } from '../../shared/words/reportTitle';
import { skipKindText } from '../../shared/words/skipWords';
import { mergeCountText, parameterCountText } from '../../shared/words/unknownWords';

const MOST_LAYERS = 12;
const MOST_SKIPS = 8;
const MOST_CHANGES = 16;

const byId = ({ network }: Report): ReadonlyMap<LayerId, Layer> =>
  new Map(network.layers.map((layer) => [layer.id, layer]));

const named = (layer: Layer): string => `${shortName(layer)} (${layer.kind})${atLayer(layer)}`;

/** `Training step 12.1 ms → 9.80 ms (×0.81)` */
const changeText = ({ name, before, after, ratio }: ProfileChange): string =>
  `${name} ${before} → ${after}${ratio !== undefined && before !== after ? ` (${ratio})` : ''}`;

function macsChange(...both: readonly [Report, Report]): string[] {
  const [old, now] = both.map(({ network }) => network.totals.macs);
  if (old === undefined || now === undefined) return [];
  const ratio = old > 0 ? { ratio: formatRatio(now / old) } : {};
  const change = { before: formatMagnitude(old), after: formatMagnitude(now), ...ratio };
  return [changeText({ name: 'MACs per sample', ...change })];
}

function totalsPart({ before, after, layers }: Comparison): AnswerPart {
  const title = (report: Report): string =>
    `${reportTitle(report)} (${report.model.source.file}:${report.model.source.line})`;
  const of = (value: (report: Report) => string): string => `${value(before)} → ${value(after)}`;
  const totals = [
    `layers ${of(({ network }) => formatCount(network.totals.layers))}`,
    `parameters ${of(parameterCountText)}`,
    `merges with skips ${of(({ skips }) => mergeCountText(skips))}`,
    `findings ${of(({ findings }) => formatCount(findings.length))}`,
    ...macsChange(before, after),
  ];
  return {
    lines: [
      `${title(before)} against ${title(after)}: ${totals.join('; ')}.`,
      `${counted(layers.before.size, 'layer')} in both, ${layers.added.length} added, ${layers.removed.length} removed.`,
    ],
  };
}

function findingParts({ before, after, findings }: Comparison): AnswerPart[] {
  const { added, removed } = findings;
  if (added.length + removed.length === 0)
    return [{ lines: ['The same findings before and after.'] }];
  return [
    {
      title: 'New findings:',
      lines: added.map((one) => findingLine(one, after)),
      rest: 'findings',
    },
    {
      title: 'Findings that are gone:',
      lines: removed.map((one) => findingLine(one, before)),
      rest: 'findings',
    },
  ];
}

function layersPart({ before, after, layers }: Comparison): AnswerPart {
  const [olds, news] = [byId(before), byId(after)];
  const lines = (sign: string, ids: readonly LayerId[], of: ReadonlyMap<LayerId, Layer>) =>
    ids.flatMap((id) => {
      const layer = of.get(id);
      return layer ? `${sign} ${named(layer)} ${formatShapes(layer.outputShape)}` : [];
    });
  return {
    title: 'Layers added (+) and removed (−):',
    lines: [...lines('+', layers.added, news), ...lines('−', layers.removed, olds)],
    most: MOST_LAYERS,
    rest: 'layers',
  };
}

function skipsPart({ before, after, skips }: Comparison): AnswerPart {
  const lines = (sign: string, items: Comparison['skips']['added'], report: Report) => {
    const layers = byId(report);
    return items.map(({ from, to, kind }) => {
      const ends = [from, to].map((id) => {
        const layer = layers.get(id);
        return layer ? `${shortName(layer)}${atLayer(layer)}` : id;
      });
      return `${sign} ${ends.join(' → ')}, ${skipKindText(kind)}`;
    });
  };
  return {
    title: 'Skip connections added (+) and removed (−):',
    lines: [...lines('+', skips.added, after), ...lines('−', skips.removed, before)],
    most: MOST_SKIPS,
    rest: 'skip connections',
  };
}

function gradientsPart(comparison: Comparison): AnswerPart {
  const layers = byId(comparison.after);
  const changes = layerPairs(comparison)
    .flatMap(({ layer, before, after }) => {
      const [old, now] = [before && weightGradientRms(before), after && weightGradientRms(after)];
      const ratio = ratioOf(old, now);
      return ratio === undefined ? [] : { layer, before, after, old, now, ratio };
    })
    .sort((a, b) => Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio)));
  const lines = changes.map(({ layer: id, before, after, old, now, ratio }) => {
    const layer = layers.get(id);
    const updates = [before && layerUpdateRatio(before), after && layerUpdateRatio(after)];
    return `${layer ? named(layer) : id}: ${formatGradient(old)} → ${formatGradient(now)} (${formatRatio(ratio)}); update ratio ${updates.map(formatGradient).join(' → ')}`;
  });
  return {
    title:
      'RMS of ∂L/∂W of the layers that both have, the largest change first (seeds alone can change it by some tens of per cent):',
    lines,
    most: MOST_CHANGES,
    rest: 'layers that changed less',
  };
}

const timeOf = (cost: CostPair['before']): string =>
  cost?.time ? formatDuration(cost.time.total.median) : 'no time';

function profileParts(comparison: Comparison): AnswerPart[] {
  const { before, after } = comparison;
  const [old, now] = [before.profile, after.profile];
  if (!old || !now) return [];
  const layers = new Map([...byId(before), ...byId(after)]);
  const lines = costPairs(comparison)
    .filter(({ isSure }) => isSure)
    .map((pair) => {
      const layer = layers.get(pair.layer);
      return `${layer ? named(layer) : pair.layer}: ${timeOf(pair.before)} → ${timeOf(pair.after)}`;
    });
  return [
    {
      lines: [
        profileChanges(old, now).map(changeText).join('; '),
        ...(lines.length === 0 ? ['No layer’s time differs beyond its quartiles.'] : []),
      ],
    },
    {
      title: 'Layers whose time changed beyond its quartiles, the largest change first:',
      lines,
      most: MOST_CHANGES,
      rest: 'layers that changed less',
    },
  ];
}

/** The parts of an answer on two reports: totals, times, findings, layers, skips and gradients. */
export function comparisonParts(comparison: Comparison): AnswerPart[] {
  return [
    totalsPart(comparison),
    ...profileParts(comparison),
    ...findingParts(comparison),
    layersPart(comparison),
    skipsPart(comparison),
    gradientsPart(comparison),
  ];
}

import type { Layer } from '../../shared/network/network';
import { mergeCountText, parameterCountText } from '../../shared/words/unknownWords';
import {
  layerPairs,
  ratioOf,
  type Comparison,
  type LayerPair,
} from '../../analysis/comparison/compareReports';
import {
  counted,
  formatCount,
  formatGradient,
  formatRatio,
  formatShapes,
  shortName,
} from '../../shared/words/format';
import type { Finding, Report, Skip } from '../../shared/report/report';
import { findingMessage } from '../../shared/words/findingMessages';
import { reportTitle } from '../../shared/words/reportTitle';
import { layerUpdateRatio, weightGradientRms } from '../../shared/report/selectors';
import { skipKindText } from '../../shared/words/skipWords';
import { profileComparison } from './profileComparison';
import { table, type Colours } from '../terminal/terminal';

/** Number of the layers that changed most that are listed. */
const MOST_ROWS = 40;

/**
 * The differences between two reports, whose texts are fit for a line: totals, layers, skips, findings, then the
 * gradients.
 */
export function comparisonText(comparison: Comparison, colours: Colours): string {
  const parts = [
    totals(comparison, colours),
    layerChanges(comparison, colours),
    skipChanges(comparison, colours),
    findingChanges(comparison, colours),
    hasProbe(comparison) ? gradients(comparison, colours) : '',
    profileComparison(comparison, colours),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function totals({ before, after, layers }: Comparison, colours: Colours): string {
  const row = (name: string, of: (report: Report) => string): string[] => [
    colours.dim(name),
    of(before),
    '→',
    of(after),
  ];
  const same = counted(layers.before.size, 'layer');
  return (
    table([
      row('model', (report) => colours.bold(reportTitle(report))),
      row('layers', ({ network }) => formatCount(network.totals.layers)),
      row('parameters', parameterCountText),
      row('skip merges', ({ skips }) => mergeCountText(skips)),
      row('findings', ({ findings }) => formatCount(findings.length)),
    ]) + `${same} in both, ${layers.added.length} added, ${layers.removed.length} removed\n`
  );
}

/** Two profiles without a probe have no gradients to miss. */
const hasProbe = ({ before, after }: Comparison): boolean =>
  !before.profile || !after.profile || (before.probe ?? after.probe) !== undefined;

type Sign = '+' | '−';
const painted = (sign: Sign, text: string, colours: Colours): string =>
  sign === '+' ? colours.green(`+ ${text}`) : colours.red(`− ${text}`);

function listed(rows: readonly string[], colours: Colours): string {
  const shown = rows.slice(0, MOST_ROWS).map((row) => `${row}\n`);
  const rest = rows.length - shown.length;
  return shown.join('') + (rest > 0 ? colours.dim(`and ${formatCount(rest)} more\n`) : '');
}

function layerChanges({ before, after, layers }: Comparison, colours: Colours): string {
  const rows = (report: Report, ids: ReadonlySet<string>, sign: Sign): string[] =>
    report.network.layers
      .filter(({ id }) => ids.has(id))
      .map((layer) => painted(sign, describe(layer), colours));
  return listed(
    [...rows(before, new Set(layers.removed), '−'), ...rows(after, new Set(layers.added), '+')],
    colours,
  );
}

const describe = (layer: Layer): string =>
  `${shortName(layer)}  ${layer.kind}  ${formatShapes(layer.outputShape)}`;

function skipChanges({ before, after, skips }: Comparison, colours: Colours): string {
  const rows = (report: Report, list: readonly Skip[], sign: Sign): string[] => {
    const names = new Map(report.network.layers.map((layer) => [layer.id, shortName(layer)]));
    return list.map(({ kind, from, to }) => {
      const ends = `${names.get(from) ?? from} → ${names.get(to) ?? to}`;
      return painted(sign, `${skipKindText(kind)} skip  ${ends}`, colours);
    });
  };
  const all = [...rows(before, skips.removed, '−'), ...rows(after, skips.added, '+')];
  return listed(all, colours);
}

function findingChanges({ before, after, findings }: Comparison, colours: Colours): string {
  const rows = (list: readonly Finding[], { network }: Report, sign: Sign): string[] =>
    list.map((finding) =>
      painted(sign, `${finding.code}  ${findingMessage(finding, network)}`, colours),
    );
  return listed(
    [...rows(findings.removed, before, '−'), ...rows(findings.added, after, '+')],
    colours,
  );
}

interface Change {
  readonly pair: LayerPair;
  readonly gradients: readonly [number | undefined, number | undefined];
  readonly ratio: number;
}

function changeOf(pair: LayerPair): Change | undefined {
  const before = pair.before && weightGradientRms(pair.before);
  const after = pair.after && weightGradientRms(pair.after);
  const ratio = ratioOf(before, after);
  return ratio === undefined ? undefined : { pair, gradients: [before, after], ratio };
}

/** The layers that both have, the largest change first. */
function gradients(comparison: Comparison, colours: Colours): string {
  const names = new Map(comparison.after.network.layers.map((one) => [one.id, shortName(one)]));
  const changes = layerPairs(comparison)
    .flatMap((pair) => changeOf(pair) ?? [])
    .sort((a, b) => Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio)));
  if (changes.length === 0) return colours.dim('gradients: not measured in both\n');
  const heads = ['layer', '∂L/∂W', '', '', 'change', 'Δw/w', '', ''];
  const rows = changes
    .slice(0, MOST_ROWS)
    .map(({ pair, gradients: [old, now], ratio }) => [
      names.get(pair.layer) ?? pair.layer,
      formatGradient(old),
      '→',
      formatGradient(now),
      colours[ratio < 1 ? 'blue' : 'yellow'](formatRatio(ratio)),
      formatGradient(pair.before && layerUpdateRatio(pair.before)),
      '→',
      formatGradient(pair.after && layerUpdateRatio(pair.after)),
    ]);
  const align = ['left', 'right', 'left', 'right', 'right', 'right', 'left', 'right'] as const;
  const rest = changes.length - rows.length;
  const note = rest > 0 ? colours.dim(`and ${counted(rest, 'layer')} that changed less\n`) : '';
  return table([heads.map((head) => head && colours.dim(head)), ...rows], align) + note;
}

import { carriedShare } from '../../shared/report/seeds';
import { counted, formatCount, formatShare, shortName } from '../../shared/words/format';
import { unknownJoinsText } from '../../shared/words/unknownWords';
import { skipKindText } from '../../shared/words/skipWords';
import {
  skipKinds,
  type Report,
  type Skip,
  type SkipKind,
  type SkipReport,
} from '../../shared/report/report';
import { fittedTable, terminalColumns } from '../terminal/fittedTable';
import type { Colours } from '../terminal/terminal';

/** One colour per kind of skip, in the brackets and in the list. */
export function skipPainter(colours: Colours): (text: string, kind: SkipKind) => string {
  const paints: Readonly<Record<SkipKind, (text: string) => string>> = {
    identityAdd: colours.blue,
    projectionAdd: colours.yellow,
    concat: colours.magenta,
    gated: colours.green,
    projectionConcat: colours.red,
  };
  return (text, kind) => paints[kind](text);
}

/** The headline: the number of merges with a skip, by reach and by kind. */
export function skipCounts(skips: SkipReport, colours: Colours): string {
  const { merges, connections } = skips;
  const unknown = unknownJoinsText(skips);
  const unknownLine = unknown === '' ? '' : `${colours.yellow(unknown)}\n`;
  if (merges.total === 0) return unknownLine || 'No skip connections.\n';
  const kinds = skipKinds
    .filter((kind) => merges[kind] > 0)
    .map((kind) => `${skipPainter(colours)(skipKindText(kind), kind)} ${merges[kind]}`);
  const headline = counted(merges.total, 'merge');
  const reaches = `${merges.short} short, ${merges.long} long`;
  return (
    `${colours.bold('skips')}  ${headline}: ${reaches} · ` +
    `${kinds.join(', ')} · ${counted(connections, 'connection')}\n${unknownLine}`
  );
}

const MOST_ROWS = 24;

/** One line per skip, with the share of the gradient that it carries if a probe ran. */
export function skipRows(
  { skips, network, probe }: Report,
  colours: Colours,
  columns = terminalColumns(),
): string {
  const names = new Map(network.layers.map((layer) => [layer.id, shortName(layer)]));
  const shares = new Map(probe?.forks.map((fork) => [fork.skip, carriedShare(fork)]));
  const row = (skip: Skip): string[] => [
    `  ${names.get(skip.from) ?? skip.from} → ${names.get(skip.to) ?? skip.to}`,
    skipPainter(colours)(skipKindText(skip.kind), skip.kind),
    skip.reach,
    `spans ${skip.span}`,
    [
      skip.spatialChange === 'none' ? [] : `${skip.spatialChange}samples`,
      skip.partial ? 'carries a slice' : [],
    ]
      .flat()
      .join(', '),
    shares.has(skip.id) ? `carries ${formatShare(shares.get(skip.id))} of ∂L/∂x` : '',
  ];
  const more = skips.items.length - MOST_ROWS;
  const rest = more > 0 ? colours.dim(`  and ${formatCount(more)} more (--json has all)\n`) : '';
  const rows = skips.items.slice(0, MOST_ROWS).map(row);
  return fittedTable(rows, [], { columns, drops: [4, 3, 2], cut: 0 }) + rest;
}

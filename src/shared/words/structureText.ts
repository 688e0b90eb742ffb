import * as l10n from '@vscode/l10n';
import type { Layer, LayerId } from '../network/network';
import { counted, formatBigCount, formatBytes, formatShare, shortName } from './format';
import type { Report, Skip } from '../report/report';
import type {
  DenseGrowth,
  MemoryReport,
  PathLengths,
  PathReport,
  UShapeLevel,
} from '../report/structure';

/** A title and the text under it. */
export type StructureFact = readonly [title: string, text: string];

/** The facts of a network's structure in words, for every view; trivial ones are left out. */
export function structureFacts({ structure, network, skips }: Report): StructureFact[] {
  if (!structure) return [];
  const facts: readonly (readonly [string, string | undefined])[] = [
    [l10n.t('Paths'), pathText(structure.paths)],
    [l10n.t('U-shape'), levelText(structure.uShape)],
    [l10n.t('Dense growth'), growthText(structure.denseGrowth, skips.items)],
    [l10n.t('Forward peak'), memoryText(structure.memory)],
    [l10n.t('Receptive field'), fieldText(network.layers)],
  ];
  return facts.flatMap(([title, text]) => (text === undefined ? [] : [[title, text] as const]));
}

/** The fewest paths of which a share says more than their number. */
const MANY_PATHS = 20;

function pathText({
  count,
  shortest,
  longest,
  byLayers,
  byBodies,
}: PathReport): string | undefined {
  if (count === '1') return undefined;
  const many = Number(count) >= MANY_PATHS;
  const parts = [
    lengthText(formatBigCount(count), shortest, longest),
    many && byLayers ? shareText(byLayers) : [],
    many && byBodies && byBodies.paths.length > 2 ? bodyText(byBodies) : [],
  ];
  return parts.flat().join(', ');
}

function lengthText(count: string, shortest: number, longest: number): string {
  const layers = counted(longest, 'transforming layer');
  return shortest === longest
    ? l10n.t('{count} with {layers} each', { count, layers })
    : l10n.t('{count} with {shortest} to {layers} each', { count, shortest, layers });
}

/** Empty if nearly all lengths are equally frequent: the range then says it all. */
function shareText(lengths: PathLengths): string | [] {
  const { from, to } = middleLengths(lengths);
  return to - from < lengths.paths.length - 1 ? l10n.t('95 % between {0} and {1}', from, to) : [];
}

function bodyText(lengths: PathLengths): string {
  const { from, to } = middleLengths(lengths);
  return l10n.t(
    'through {0} to {1} of {2} bodies',
    from,
    to,
    lengths.from + lengths.paths.length - 1,
  );
}

/**
 * The lengths that remain when at most 2.5 % of the paths are left out at either end, so that at least 95 %
 * lie between them, as Veit et al. 2016 describe residual networks.
 */
export function middleLengths({ from, paths }: PathLengths): { from: number; to: number } {
  const counts = paths.map(BigInt);
  const total = counts.reduce((sum, count) => sum + count, 0n);
  const leftOut = (ordered: readonly bigint[]): number => {
    let below = 0n;
    return ordered.findIndex((count) => 40n * (below += count) > total);
  };
  return {
    from: from + leftOut(counts),
    to: from + counts.length - 1 - leftOut([...counts].reverse()),
  };
}

function levelText(levels: readonly UShapeLevel[]): string | undefined {
  if (levels.length === 0) return undefined;
  const lacking = levels.filter(({ skip }) => skip === undefined).map(({ level }) => level);
  const all = counted(levels.length, 'level');
  if (lacking.length === 0) return l10n.t('{0}, a long skip at each', all);
  if (lacking.length === levels.length) return l10n.t('{0}, no long skip', all);
  const last = lacking.pop() ?? 0;
  return lacking.length === 0
    ? l10n.t('{0}, no long skip at level {1}', all, last)
    : l10n.t('{0}, no long skip at level {1} and {2}', all, lacking.join(', '), last);
}

const MOST_RUNS = 6;

/** Merges that read what the one before read, or its output, belong to one dense block. */
function growthText(growth: readonly DenseGrowth[], skips: readonly Skip[]): string | undefined {
  if (growth.length === 0) return undefined;
  const runs: { from: number; to: number }[] = [];
  const forksOf = forksByMerge(skips);
  let known: ReadonlySet<LayerId> = new Set();
  for (const { merge, channelsBefore, channelsAfter } of growth) {
    const forks = forksOf.get(merge) ?? new Set<LayerId>();
    const run = runs.at(-1);
    if (run && [...forks].some((fork) => known.has(fork))) run.to = channelsAfter;
    else runs.push({ from: channelsBefore, to: channelsAfter });
    known = forks.add(merge);
  }
  const shown = runs.slice(0, MOST_RUNS).map(({ from, to }) => `${from}→${to}`);
  const rest = runs.length > MOST_RUNS ? ', …' : '';
  return l10n.t('{0} channels', shown.join(', ') + rest);
}

function forksByMerge(skips: readonly Skip[]): Map<LayerId, Set<LayerId>> {
  const forks = new Map<LayerId, Set<LayerId>>();
  for (const { from, to } of skips) {
    const known = forks.get(to);
    if (known) known.add(from);
    else forks.set(to, new Set([from]));
  }
  return forks;
}

function memoryText(memory: MemoryReport | undefined): string | undefined {
  if (!memory) return undefined;
  const { forwardPeakBytes, heldBySkips } = memory;
  const peak = formatBytes(forwardPeakBytes);
  return heldBySkips > 0
    ? l10n.t('{0} per sample, {1} of it only waits for skips', peak, formatShare(heldBySkips))
    : l10n.t('{0} per sample', peak);
}

function fieldText(layers: readonly Layer[]): string | undefined {
  const seen = layers
    .filter(({ receptiveField: field }) => field !== undefined && field !== 'all')
    .at(-1);
  const whole = layers.find(({ receptiveField }) => receptiveField === 'all');
  const from = whole && shortName(whole);
  if (!seen) return from && l10n.t('the whole input from {from} on', { from });
  const values = { field: receptiveFieldText(seen) ?? '', layer: shortName(seen) };
  return from === undefined
    ? l10n.t('{field} at {layer}', values)
    : l10n.t('{field} at {layer}, the whole input from {from} on', { ...values, from });
}

/** `81×81`, or a text for the whole input; `undefined` if the field is unknown. */
export function receptiveFieldText({
  receptiveField: field,
}: Pick<Layer, 'receptiveField'>): string | undefined {
  return field === 'all' ? l10n.t('the whole input') : field?.join('×');
}

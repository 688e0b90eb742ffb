import * as l10n from '@vscode/l10n';
import { formatBytes, formatCount, formatMagnitude } from '../base/numbers';
import type { BytesByType, GroupId, Layer, LayerId } from '../network/network';
import type { LayerCost, LayerCounts, Profile } from '../report/profile';
import {
  allBytes,
  bothPasses,
  costRank,
  groupCosts,
  lineCosts,
  sumCosts,
  type SummedTime,
} from '../report/profileSums';
import type { Report } from '../report/report';
import { formatShare, shortName } from './format';

/** One cell: the text that people read, and the plain value for a file. */
export interface ProfileCell {
  readonly text: string;
  /** `null` where it was not measured. */
  readonly value: string | number | null;
}

/** One column: a stable key with its unit for files, and a head for people. */
export interface ProfileColumn {
  readonly key: string;
  readonly head: string;
  readonly isText?: true;
}

export interface ProfileTable {
  readonly columns: readonly ProfileColumn[];
  readonly rows: readonly (readonly ProfileCell[])[];
  /** The subject of each row, for views that lead there; absent if rows are about no single layer or group. */
  readonly about?: readonly (AboutRow | undefined)[];
}

/** The layer or the group that a row is about. */
export type AboutRow =
  | { readonly type: 'layer'; readonly id: LayerId }
  | { readonly type: 'group'; readonly id: GroupId };

/** A profile in its report. */
export type Profiled = Pick<Report, 'network'> & { readonly profile: Profile };

/** Milliseconds with three significant digits: `0.012`, `1.30`, `412`; an exact zero is `0`. */
export function formatPartMilliseconds(milliseconds: number): string {
  if (milliseconds === 0) return '0';
  if (milliseconds >= 100) return milliseconds.toFixed(0);
  if (milliseconds >= 10) return milliseconds.toFixed(1);
  return milliseconds.toFixed(milliseconds >= 1 ? 2 : 3);
}

/** A duration with three significant digits: `1.30 ms`, `2.41 s`. */
export const formatDuration = (milliseconds: number): string =>
  milliseconds < 1000
    ? `${formatPartMilliseconds(milliseconds)} ms`
    : `${(milliseconds / 1000).toFixed(2)} s`;

/** Samples per second: `7.08`, `1,240`. */
export const formatRate = (samples: number): string =>
  samples >= 100 ? formatCount(Math.round(samples)) : String(Number(samples.toPrecision(3)));

const cell = (value: number | undefined, format: (value: number) => string): ProfileCell =>
  value === undefined ? { text: '', value: null } : { text: format(value), value };

/** A cell without anything to say. */
export const nothing: ProfileCell = { text: '', value: null };

/** A cell of a text. */
export const words = (text: string): ProfileCell => ({ text, value: text });

const typesOf = (byType: BytesByType): [type: string, bytes: number][] =>
  Object.entries(byType).sort(([, a], [, b]) => b - a);

/** Bytes of weights by the type of their numbers, the largest first: `1.9 MB float32, 168 B int64`. */
export const weightsText = (byType: BytesByType): string =>
  typesOf(byType)
    .map(([type, bytes]) => `${formatBytes(bytes)} ${type}`)
    .join(', ');

/** The type alone where there is one; a file has plain numbers. */
function typesCell(byType: BytesByType): ProfileCell {
  const types = typesOf(byType);
  if (types.length === 0) return nothing;
  return {
    text: types.length === 1 ? types.map(([type]) => type).join('') : weightsText(byType),
    value: types.map(([type, bytes]) => `${type} ${bytes}`).join('; '),
  };
}

const costColumns = (): ProfileColumn[] => [
  { key: 'total_ms', head: l10n.t('ms') },
  { key: 'share', head: l10n.t('share') },
  { key: 'forward_ms', head: l10n.t('forward') },
  { key: 'backward_ms', head: l10n.t('backward') },
  { key: 'update_ms', head: l10n.t('update') },
  { key: 'macs', head: l10n.t('MACs') },
  { key: 'flops', head: l10n.t('FLOPs') },
  { key: 'parameters', head: l10n.t('parameters') },
  { key: 'buffers', head: l10n.t('buffers') },
  { key: 'weight_bytes', head: l10n.t('weights') },
  { key: 'weight_types', head: l10n.t('types'), isText: true },
  { key: 'activation_bytes', head: l10n.t('activations') },
  { key: 'kept_bytes', head: l10n.t('kept') },
];

function costCells(counts: LayerCounts, time: SummedTime | undefined): ProfileCell[] {
  const milliseconds = (value: number | undefined): ProfileCell =>
    cell(value, formatPartMilliseconds);
  const { parameters } = counts;
  return [
    milliseconds(time?.total),
    cell(time?.share, formatShare),
    milliseconds(time?.forward),
    milliseconds(time?.backward),
    milliseconds(time?.update),
    cell(bothPasses(counts.macs), formatMagnitude),
    cell(bothPasses(counts.flops), formatMagnitude),
    cell(parameters.trainable + parameters.frozen, formatCount),
    cell(counts.buffers, formatCount),
    cell(allBytes(counts.weightBytes), formatBytes),
    typesCell(counts.weightBytes),
    cell(counts.activationBytes, formatBytes),
    cell(counts.keptBytes, formatBytes),
  ];
}

function layerCells(layer: Layer, cost: LayerCost): ProfileCell[] {
  const [place] = layer.source;
  const { counts, time } = sumCosts([cost]);
  return [
    words(shortName(layer)),
    words(layer.kind),
    words(place ? `${place.file}:${place.line}` : ''),
    ...costCells(counts, time),
    cell(cost.roofline?.intensity, (value) => value.toPrecision(3)),
  ];
}

/** Every layer with its costs: the dearest first by time, by MACs where no time was measured. */
export function layerCostTable({ network, profile }: Profiled): ProfileTable {
  const costs = new Map(profile.layers.map((cost) => [cost.layer, cost]));
  const rows = network.layers
    .flatMap((layer) => {
      const cost = costs.get(layer.id);
      return cost ? [{ layer, cost, rank: costRank(sumCosts([cost])) }] : [];
    })
    .sort((a, b) => b.rank - a.rank);
  return {
    columns: [
      { key: 'layer', head: l10n.t('layer'), isText: true },
      { key: 'kind', head: l10n.t('kind'), isText: true },
      { key: 'line', head: l10n.t('line'), isText: true },
      ...costColumns(),
      { key: 'macs_per_byte', head: l10n.t('MACs/byte') },
    ],
    rows: rows.map(({ layer, cost }) => layerCells(layer, cost)),
    about: rows.map(({ layer }) => ({ type: 'layer', id: layer.id })),
  };
}

/** Every group with all that lies in it, in the network's order. */
export function groupCostTable({ network, profile }: Profiled): ProfileTable {
  const sums = groupCosts(network, profile);
  const shown = network.groups.flatMap((group) => {
    const sum = sums.get(group.id);
    return sum && sum.layers.length > 0 ? [{ ...group, sum }] : [];
  });
  return {
    columns: [
      { key: 'group', head: l10n.t('group'), isText: true },
      { key: 'layers', head: l10n.t('layers') },
      ...costColumns(),
    ],
    rows: shown.map(({ name, repeat, sum }) => {
      const title = repeat > 1 ? `${name} ×${repeat}` : name;
      return [
        words(title),
        cell(sum.layers.length, formatCount),
        ...costCells(sum.counts, sum.time),
      ];
    }),
    about: shown.map(({ id }) => ({ type: 'group', id })),
  };
}

/** Every line of the source that makes layers, the dearest first. */
export function lineCostTable({ network, profile }: Profiled): ProfileTable {
  const sums = [...lineCosts(network, profile)];
  return {
    columns: [
      { key: 'line', head: l10n.t('line'), isText: true },
      { key: 'layers', head: l10n.t('layers') },
      ...costColumns(),
    ],
    rows: sums
      .sort(([, a], [, b]) => costRank(b) - costRank(a))
      .map(([line, sum]) => [
        words(line),
        cell(sum.layers.length, formatCount),
        ...costCells(sum.counts, sum.time),
      ]),
  };
}

/** Quoted where it has to be (RFC 4180); a spreadsheet computes nothing of it. */
function csvCell({ value }: ProfileCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** The table as CSV: keys as heads, plain numbers in the units that they name. */
export const tableCsv = ({ columns, rows }: ProfileTable): string =>
  [columns.map(({ key }) => key), ...rows.map((row) => row.map(csvCell))]
    .map((row) => `${row.join(',')}\r\n`)
    .join('');

const markdownText = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('\n', ' ');

/** The table as Markdown, as people read it. */
export function tableMarkdown({ columns, rows }: ProfileTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return [
    line(columns.map(({ head }) => markdownText(head))),
    line(columns.map(({ isText }) => (isText ? ':--' : '--:'))),
    ...rows.map((row) => line(row.map(({ text }) => markdownText(text)))),
  ].join('');
}

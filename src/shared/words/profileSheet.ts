import * as l10n from '@vscode/l10n';
import {
  groupCostTable,
  layerCostTable,
  lineCostTable,
  nothing,
  tableMarkdown,
  words,
  type ProfileCell,
  type Profiled,
  type ProfileTable,
} from './profileTables';

const one: ProfileCell = { text: '1', value: 1 };

/** Sums over several layers: the cost columns follow a name and the number of layers. */
const sumsOf = (
  { rows }: ProfileTable,
  headOf: (name: ProfileCell) => readonly ProfileCell[],
): ProfileCell[][] =>
  rows.map(([name = nothing, layers = nothing, ...costs]) => [
    ...headOf(name),
    layers,
    ...costs,
    nothing,
  ]);

/**
 * Every group, layer and line with its costs in one table, for a file that a program reads: the column `part` tells
 * the three apart. The layers add up to the network.
 */
export function costSheet(report: Profiled): ProfileTable {
  const layers = layerCostTable(report);
  return {
    columns: [
      { key: 'part', head: l10n.t('part'), isText: true },
      { key: 'name', head: l10n.t('name'), isText: true },
      { key: 'kind', head: l10n.t('kind'), isText: true },
      { key: 'line', head: l10n.t('line'), isText: true },
      { key: 'layers', head: l10n.t('layers') },
      ...layers.columns.slice(3),
    ],
    rows: [
      ...sumsOf(groupCostTable(report), (name) => [words('group'), name, nothing, nothing]),
      ...layers.rows.map(([name = nothing, kind = nothing, place = nothing, ...costs]) => [
        ...[words('layer'), name, kind, place],
        one,
        ...costs,
      ]),
      ...sumsOf(lineCostTable(report), (place) => [words('line'), nothing, nothing, place]),
    ],
  };
}

/** The groups, the layers and the lines as tables of Markdown, each below its heading. */
export const costMarkdown = (report: Profiled): string =>
  [
    [l10n.t('Groups'), groupCostTable(report)] as const,
    [l10n.t('Layers'), layerCostTable(report)] as const,
    [l10n.t('Lines'), lineCostTable(report)] as const,
  ]
    .map(([title, table]) => `## ${title}\n\n${tableMarkdown(table)}`)
    .join('\n');

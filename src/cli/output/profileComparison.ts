import { costPairs, type CostPair } from '../../analysis/comparison/compareProfiles';
import type { Comparison } from '../../analysis/comparison/compareReports';
import { counted, shortName } from '../../shared/words/format';
import { profileChanges, type ProfileChange } from '../../shared/words/profileChanges';
import { formatPartMilliseconds } from '../../shared/words/profileTables';
import { table, type Colours } from '../terminal/terminal';

const MOST_ROWS = 20;

const changeRow = (
  { name, before, after, ratio = '' }: ProfileChange,
  colours: Colours,
): string[] => [colours.dim(name), before, '→', after, ratio];

function layerRows(pairs: readonly CostPair[], { before, after }: Comparison): string[][] {
  const names = new Map(
    [...before.network.layers, ...after.network.layers].map((layer) => [
      layer.id,
      shortName(layer),
    ]),
  );
  const told = (cost: CostPair['before']): string =>
    cost?.time ? formatPartMilliseconds(cost.time.total.median) : '–';
  return pairs.slice(0, MOST_ROWS).map((pair) => {
    const sign = pair.change > 0 ? '+' : '−';
    const change = `${sign}${formatPartMilliseconds(Math.abs(pair.change))}`;
    return [names.get(pair.layer) ?? pair.layer, told(pair.before), '→', told(pair.after), change];
  });
}

/** Two profiles side by side: the step, then the layers that became slower or quicker. Empty without two. */
export function profileComparison(comparison: Comparison, colours: Colours): string {
  const { profile: before } = comparison.before;
  const { profile: after } = comparison.after;
  if (!before || !after) return '';
  const pairs = costPairs(comparison).filter(({ isSure }) => isSure);
  const heads = ['layer', 'ms', '', '', 'change'];
  const rest = pairs.length - MOST_ROWS;
  const batches =
    before.batchSize === after.batchSize
      ? ''
      : colours.yellow(`batch ${before.batchSize} → ${after.batchSize}\n`);
  return [
    batches,
    table(profileChanges(before, after).map((change) => changeRow(change, colours))),
    pairs.length === 0
      ? colours.dim('layers: no time differs beyond its quartiles\n')
      : table(
          [heads.map((head) => colours.dim(head)), ...layerRows(pairs, comparison)],
          ['left', 'right', 'left', 'right', 'right'],
        ),
    rest > 0 ? colours.dim(`and ${counted(rest, 'layer')} that changed less\n`) : '',
  ].join('');
}

import * as l10n from '@vscode/l10n';
import { costPairs, type CostPair } from '../../../src/analysis/comparison/compareProfiles';
import type { Comparison } from '../../../src/analysis/comparison/compareReports';
import type { LayerCost } from '../../../src/shared/report/profile';
import { formatBytes, formatMagnitude, shortName } from '../../../src/shared/words/format';
import { profileChanges, type ProfileChange } from '../../../src/shared/words/profileChanges';
import {
  formatPartMilliseconds,
  type ProfileCell,
  type ProfileTable,
} from '../../../src/shared/words/profileTables';

/** The numbers of the whole step in both profiles; empty unless both were profiled. */
export function comparedFacts({ before, after }: Comparison): readonly ProfileChange[] {
  const [old, now] = [before.profile, after.profile];
  return old && now ? profileChanges(old, now) : [];
}

const cell = (value: number | undefined, format: (value: number) => string): ProfileCell =>
  value === undefined ? { text: '', value: null } : { text: format(value), value };

const words = (text: string): ProfileCell => ({ text, value: text });

const signed = (value: number): string =>
  `${value > 0 ? '+' : '−'}${formatPartMilliseconds(Math.abs(value))}`;

/** Both times are known; a layer that one network lacks takes none there. */
const isTimed = ({ before, after }: CostPair): boolean =>
  (!before || before.time !== undefined) && (!after || after.time !== undefined);

const median = (cost: LayerCost | undefined): number | undefined => cost?.time?.total.median;

/** A change within the quartiles of both runs is a matter of the runs. */
const sureText = ({ isSure }: CostPair): string =>
  isSure ? l10n.t('yes') : l10n.t('within the quartiles');

/** The layers of both profiles, the largest change of time first. */
export function comparedTable(comparison: Comparison): ProfileTable {
  const { before, after, layers } = comparison;
  const names = new Map(
    [...before.network.layers, ...after.network.layers].map((layer) => [
      layer.id,
      shortName(layer),
    ]),
  );
  const removed = new Set(layers.removed);
  const pairs = costPairs(comparison);
  return {
    columns: [
      { key: 'layer', head: l10n.t('layer'), isText: true },
      { key: 'before_ms', head: l10n.t('ms before') },
      { key: 'after_ms', head: l10n.t('ms after') },
      { key: 'change_ms', head: l10n.t('change') },
      { key: 'beyond_quartiles', head: l10n.t('changed'), isText: true },
      { key: 'before_macs', head: l10n.t('MACs before') },
      { key: 'after_macs', head: l10n.t('MACs after') },
      { key: 'before_activation_bytes', head: l10n.t('activations before') },
      { key: 'after_activation_bytes', head: l10n.t('activations after') },
    ],
    rows: pairs.map((pair) => {
      const isKnown = isTimed(pair);
      return [
        words(names.get(pair.layer) ?? pair.layer),
        cell(median(pair.before), formatPartMilliseconds),
        cell(median(pair.after), formatPartMilliseconds),
        cell(isKnown ? pair.change : undefined, signed),
        words(isKnown ? sureText(pair) : ''),
        cell(pair.before?.counts.macs?.forward, formatMagnitude),
        cell(pair.after?.counts.macs?.forward, formatMagnitude),
        cell(pair.before?.counts.activationBytes, formatBytes),
        cell(pair.after?.counts.activationBytes, formatBytes),
      ];
    }),
    about: pairs.map(({ layer, after: now }) =>
      now && !removed.has(layer) ? { type: 'layer', id: layer } : undefined,
    ),
  };
}

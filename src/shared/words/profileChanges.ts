import * as l10n from '@vscode/l10n';
import { formatBytes, formatCount, formatMagnitude } from '../base/numbers';
import type { Profile } from '../report/profile';
import { formatRatio } from './format';
import { formatDuration } from './profileTables';

/** A quantity of two profiles, in words. */
export interface ProfileChange {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** After ÷ before; absent if the older one is 0. */
  readonly ratio?: string;
}

type Quantity = readonly [
  name: string,
  of: (profile: Profile) => number | undefined,
  format: (value: number) => string,
];

const quantities = (): readonly Quantity[] => [
  [l10n.t('Batch'), ({ batchSize }) => batchSize, formatCount],
  [l10n.t('Training step'), ({ step }) => step?.untapped.median, formatDuration],
  [l10n.t('Peak, measured'), ({ memory }) => memory?.measured?.bytes, formatBytes],
  [l10n.t('Peak, estimated'), ({ memory }) => memory?.peak, formatBytes],
  [l10n.t('MACs forward'), ({ totals: { macs } }) => macs?.forward, formatMagnitude],
  [
    l10n.t('Parameters'),
    ({ totals: { parameters } }) => parameters.trainable + parameters.frozen,
    formatCount,
  ],
  [l10n.t('Activations'), ({ totals: { activationBytes } }) => activationBytes, formatBytes],
];

/** The numbers of the whole step that both profiles have. */
export const profileChanges = (before: Profile, after: Profile): readonly ProfileChange[] =>
  quantities().flatMap(([name, of, format]) => {
    const [from, to] = [of(before), of(after)];
    if (from === undefined || to === undefined) return [];
    const ratio = from > 0 ? { ratio: formatRatio(to / from) } : {};
    return [{ name, before: format(from), after: format(to), ...ratio }];
  });

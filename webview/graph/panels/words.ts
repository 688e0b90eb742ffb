import * as l10n from '@vscode/l10n';
import { counted } from '../../../src/shared/words/format';
import { skipKindText } from '../../../src/shared/words/skipWords';
import type { Group } from '../../../src/shared/network/network';
import type { Severity, Skip } from '../../../src/shared/report/report';
import type { Change } from '../state/subject';

const severityWords: Readonly<Record<Severity, () => string>> = {
  error: () => l10n.t('error'),
  warning: () => l10n.t('warning'),
  info: () => l10n.t('info'),
};
export const severityWord = (severity: Severity): string => severityWords[severity]();

const groupKindWords: Readonly<Record<Group['kind'], () => string>> = {
  model: () => l10n.t('model'),
  function: () => l10n.t('function'),
  iteration: () => l10n.t('iteration'),
  block: () => l10n.t('block'),
};
export const groupKindWord = (kind: Group['kind']): string => groupKindWords[kind]();

const changeWords: Readonly<Record<Change, () => string>> = {
  added: () => l10n.t('added'),
  removed: () => l10n.t('removed'),
  changed: () => l10n.t('changed in part'),
};
export const changeWord = (change: Change): string => changeWords[change]();

const reachWords: Readonly<Record<Skip['reach'], () => string>> = {
  short: () => l10n.t('short'),
  long: () => l10n.t('long'),
};

const samplingWords: Readonly<Record<'down' | 'up', () => string>> = {
  down: () => l10n.t('downsampling'),
  up: () => l10n.t('upsampling'),
};

/** `identity · short · spans 2 layers`. */
export function describeSkip({ kind, reach, span, spatialChange, partial }: Skip): string {
  const parts = [
    skipKindText(kind),
    reachWords[reach](),
    l10n.t('spans {0}', counted(span, 'layer')),
  ];
  if (spatialChange !== 'none') parts.push(samplingWords[spatialChange]());
  if (partial) parts.push(l10n.t('part of the channels'));
  return parts.join(' · ');
}

export const missingText = (reason: string): string => l10n.t('not measured: {0}', reason);

/** A structural number with its unit; an absent one is never shown as 0. */
export const knownText = (value: number | undefined, format: (value: number) => string): string =>
  value === undefined ? l10n.t('unknown: a shape is open') : format(value);

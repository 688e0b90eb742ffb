import * as l10n from '@vscode/l10n';
import { counted } from '../../../src/shared/words/format';
import { skipKindWords } from '../../../src/shared/words/skipWords';
import type { Group } from '../../../src/shared/network/network';
import type { Severity, Skip } from '../../../src/shared/report/report';
import type { Change } from '../state/subject';

export const severityWords: Readonly<Record<Severity, string>> = {
  error: l10n.t('error'),
  warning: l10n.t('warning'),
  info: l10n.t('info'),
};

export const groupKinds: Readonly<Record<Group['kind'], string>> = {
  model: l10n.t('model'),
  function: l10n.t('function'),
  iteration: l10n.t('iteration'),
  block: l10n.t('block'),
};

export const changeWords: Readonly<Record<Change, string>> = {
  added: l10n.t('added'),
  removed: l10n.t('removed'),
  changed: l10n.t('changed in part'),
};

const reaches: Readonly<Record<Skip['reach'], string>> = {
  short: l10n.t('short'),
  long: l10n.t('long'),
};

const samplings: Readonly<Record<'down' | 'up', string>> = {
  down: l10n.t('downsampling'),
  up: l10n.t('upsampling'),
};

/** `identity · short · spans 2 layers`. */
export function describeSkip({ kind, reach, span, spatialChange, partial }: Skip): string {
  return [
    skipKindWords[kind],
    reaches[reach],
    l10n.t('spans {0}', counted(span, 'layer')),
    spatialChange === 'none' ? [] : samplings[spatialChange],
    partial ? l10n.t('part of the channels') : [],
  ]
    .flat()
    .join(' · ');
}

/** Beside a shortcut that the probe went without. */
export const CUT = l10n.t('cut in this probe');

export const missingText = (reason: string): string => l10n.t('not measured: {0}', reason);

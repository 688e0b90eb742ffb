import * as l10n from '@vscode/l10n';
import type { WatchedRun } from '../protocol/watchedRun';
import { formatCount, notMeasured } from './format';
import { formatLoss } from './lossText';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The age of a last reading; empty within the first minute, in which the next one is awaited. */
function ageText(age: number): string {
  if (age < MINUTE) return '';
  if (age < HOUR) return l10n.t('last reading {0} min ago', Math.floor(age / MINUTE));
  if (age < DAY) return l10n.t('last reading {0} h ago', Math.floor(age / HOUR));
  return l10n.t('last reading {0} d ago', Math.floor(age / DAY));
}

/** A run as it stands: `Watched run · step 1,200 · loss 0.42`, and how long ago that was. */
export function watchedRunText({ step, loss, readAt }: WatchedRun, now: number): string {
  const parts = [
    l10n.t('Watched run'),
    l10n.t('step {0}', formatCount(step)),
    l10n.t('loss {0}', loss === null ? notMeasured() : formatLoss(loss)),
    ageText(now - readAt),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

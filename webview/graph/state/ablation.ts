import * as l10n from '@vscode/l10n';
import type { Subject } from './subject';

/** `true` if the probe ran without this skip. */
export const isAblated = ({ report }: Subject, skip: string): boolean =>
  report.probe?.ablated?.some((edge) => edge.skip === skip) ?? false;

/** Stands in the place of the share that an ablated skip cannot carry. */
export const ablatedLabel = (): string => l10n.t('cut');

/** The reason that an ablated skip has no share. */
export const ablatedReason = (): string => l10n.t('cut in this probe');

import * as l10n from '@vscode/l10n';
import type { ArgumentOrigin } from '../report/report';

/** Where the value of an argument comes from, in the words of every view. */
export const argumentOrigins: Readonly<Record<ArgumentOrigin, string>> = {
  user: l10n.t('chosen'),
  callSite: l10n.t('from a call in the workspace'),
  default: l10n.t('default'),
  type: l10n.t('from its type'),
  guess: l10n.t('guessed'),
};

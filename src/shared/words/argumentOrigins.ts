import * as l10n from '@vscode/l10n';
import type { ArgumentOrigin } from '../report/report';

/** The source of an argument's value, in the words of every view. */
export function argumentOriginText(origin: ArgumentOrigin): string {
  switch (origin) {
    case 'user':
      return l10n.t('chosen');
    case 'callSite':
      return l10n.t('from a call in the workspace');
    case 'default':
      return l10n.t('default');
    case 'type':
      return l10n.t('from its type');
    case 'guess':
      return l10n.t('guessed');
  }
}

import * as l10n from '@vscode/l10n';
import { message } from './message';
import { sentenceOf } from './sentence';

/** Stands in the place of the share that an ablated skip cannot carry. */
export const ablatedLabel = (): string => l10n.t('cut');

/** The reason that an ablated skip has no share, as reports give it. */
export const ablatedReason = (): string => sentenceOf(message('notMeasured.ablated'));

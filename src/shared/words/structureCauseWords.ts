import * as l10n from '@vscode/l10n';
import type { MissingNonlinearity } from '../report/causes';

/** Two layers that are one linear map. */
export function missingNonlinearityMessage(
  { variant, evidence }: MissingNonlinearity,
  names: { readonly first: string; readonly second: string },
): string {
  const more = evidence.layers.length - 1;
  const values = { ...names, more };
  if (variant === 'low-rank') {
    return l10n.t(
      'Nothing non-linear lies between {first} and {second}: a factorisation of low rank, which is one linear map.',
      values,
    );
  }
  return more > 0
    ? l10n.t(
        'Nothing non-linear lies between {first} and {second} (and {more} more such pairs): together they are one linear map.',
        values,
      )
    : l10n.t(
        'Nothing non-linear lies between {first} and {second}: together they are one linear map, as a single layer is.',
        values,
      );
}

export const missingNonlinearitySuggestion = ({ variant }: MissingNonlinearity): string =>
  variant === 'low-rank'
    ? l10n.t('Leave it where fewer parameters are the point; else put an activation between.')
    : l10n.t('Put an activation between them, such as ReLU, or leave one of them out.');

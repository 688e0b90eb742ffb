import * as l10n from '@vscode/l10n';
import type { SkipDoubt } from '../../report/report';

/** The cases that the rules for skip connections leave undecided. */
export const skipsMessages = {
  'skips.pooled-concat': () =>
    l10n.t(
      'The shortcut pools before a concatenation, which has the form of an Inception reduction as well.',
    ),
  'skips.projected-slice': () =>
    l10n.t('A projected slice is concatenated, as in the first block of a dual path network.'),
  'skips.equal-cost': () =>
    l10n.t(
      'Both branches transform once and only this one is linear: a projection or a parallel branch.',
    ),
  'skips.changed-carry': () =>
    l10n.t(
      'A gate and its complement blend two branches, but the carried one is not the identity.',
    ),
} satisfies Record<SkipDoubt, () => string>;

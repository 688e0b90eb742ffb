import * as l10n from '@vscode/l10n';
import { counted, formatShare } from './format';
import type { ForkProbe } from '../report/probe';
import type { Skip, SkipKind } from '../report/report';

/** The kinds of skips as every view writes them. */
export const skipKindWords: Readonly<Record<SkipKind, string>> = {
  identityAdd: 'identity',
  projectionAdd: 'projection',
  concat: 'concat',
  gated: 'gated',
  projectionConcat: l10n.t('projected concat'),
};

const sampled = {
  down: l10n.t('downsampled on its way'),
  up: l10n.t('upsampled on its way'),
} as const;

const subjects: Readonly<Record<SkipKind, string>> = {
  identityAdd: l10n.t('An identity shortcut'),
  projectionAdd: l10n.t('A projected shortcut'),
  concat: l10n.t('A concatenation'),
  gated: l10n.t('A gated shortcut'),
  projectionConcat: l10n.t('A projected concatenation'),
};

/**
 * One skip in one sentence with its numbers: what it is, the two names that it connects, what it goes past,
 * and, where it was measured, its part in the gradient of the tensor at its fork.
 */
export function skipSentence(
  skip: Skip,
  [from, to]: readonly [string, string],
  fork?: Pick<ForkProbe, 'shortcutShare' | 'cosine'>,
): string {
  const past = l10n.t('past {0}', counted(skip.span, 'transforming layer'));
  const parts = [
    l10n.t('{0} from {1} to {2}', subjects[skip.kind], from, to),
    skip.reach === 'long' ? l10n.t('{0} that go down and up again in resolution', past) : past,
    skip.spatialChange === 'none' ? [] : sampled[skip.spatialChange],
    skip.partial ? l10n.t('with part of the channels') : [],
  ].flat();
  return `${parts.join(', ')}${measured(fork)}.`;
}

function measured(fork: Pick<ForkProbe, 'shortcutShare' | 'cosine'> | undefined): string {
  if (fork?.shortcutShare === undefined) return '';
  const carries = l10n.t(': it carries {0} of ∂L/∂x', formatShare(fork.shortcutShare));
  const angle = fork.cosine?.toFixed(2);
  return angle === undefined
    ? carries
    : l10n.t('{0}, at cosine {1} to the gradient of the body', carries, angle);
}

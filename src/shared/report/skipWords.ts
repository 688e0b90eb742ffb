import { counted, formatShare } from './format';
import type { ForkProbe } from './probe';
import type { Skip, SkipKind } from './report';

/** The kinds of skips as every view writes them. */
export const skipKindWords: Readonly<Record<SkipKind, string>> = {
  identityAdd: 'identity',
  projectionAdd: 'projection',
  concat: 'concat',
  gated: 'gated',
  projectionConcat: 'projected concat',
};

const subjects: Readonly<Record<SkipKind, string>> = {
  identityAdd: 'An identity shortcut',
  projectionAdd: 'A projected shortcut',
  concat: 'A concatenation',
  gated: 'A gated shortcut',
  projectionConcat: 'A projected concatenation',
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
  const past = `past ${counted(skip.span, 'transforming layer')}`;
  const parts = [
    `${subjects[skip.kind]} from ${from} to ${to}`,
    skip.reach === 'long' ? `${past} that go down and up again in resolution` : past,
    skip.spatialChange === 'none' ? [] : `${skip.spatialChange}sampled on its way`,
    skip.partial ? 'with part of the channels' : [],
  ].flat();
  return `${parts.join(', ')}${measured(fork)}.`;
}

function measured(fork: Pick<ForkProbe, 'shortcutShare' | 'cosine'> | undefined): string {
  if (fork?.shortcutShare === undefined) return '';
  const carries = `: it carries ${formatShare(fork.shortcutShare)} of ∂L/∂x`;
  const angle = fork.cosine?.toFixed(2);
  return angle === undefined
    ? carries
    : `${carries}, at cosine ${angle} to the gradient of the body`;
}

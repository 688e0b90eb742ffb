import * as l10n from '@vscode/l10n';
import { counted, formatShare } from './format';
import type { ForkProbe } from '../report/probe';
import type { Skip, SkipKind } from '../report/report';

/** The kinds of skips as every view writes them. */
export function skipKindText(kind: SkipKind): string {
  switch (kind) {
    case 'identityAdd':
      return 'identity';
    case 'projectionAdd':
      return 'projection';
    case 'concat':
      return 'concat';
    case 'gated':
      return 'gated';
    case 'projectionConcat':
      return l10n.t('projected concat');
  }
}

function shortcutText(kind: SkipKind): string {
  switch (kind) {
    case 'identityAdd':
      return l10n.t('An identity shortcut');
    case 'projectionAdd':
      return l10n.t('A projected shortcut');
    case 'concat':
      return l10n.t('A concatenation');
    case 'gated':
      return l10n.t('A gated shortcut');
    case 'projectionConcat':
      return l10n.t('A projected concatenation');
  }
}

/**
 * One skip in one sentence with its numbers: its kind, the two names that it connects, the layers that it goes
 * past, and, if it was measured, its part in the gradient of the tensor at its fork.
 */
export function skipSentence(
  skip: Skip,
  [from, to]: readonly [string, string],
  fork?: Pick<ForkProbe, 'shortcutShare' | 'cosine'>,
): string {
  const values = { shortcut: shortcutText(skip.kind), from, to, features: featuresOf(skip) };
  if (fork?.shortcutShare === undefined)
    return l10n.t('{shortcut} from {from} to {to}, {features}.', values);
  const measured = { ...values, share: formatShare(fork.shortcutShare) };
  const cosine = fork.cosine?.toFixed(2);
  return cosine === undefined
    ? l10n.t('{shortcut} from {from} to {to}, {features}: it carries {share} of ∂L/∂x.', measured)
    : l10n.t(
        '{shortcut} from {from} to {to}, {features}: it carries {share} of ∂L/∂x, at cosine {cosine} to the gradient of the body.',
        { ...measured, cosine },
      );
}

/** A list: the layers that a skip goes past, and the changes on its way. */
function featuresOf({ span, reach, spatialChange, partial }: Skip): string {
  const layers = counted(span, 'transforming layer');
  const features = [
    reach === 'long'
      ? l10n.t('past {0} that go down and up again in resolution', layers)
      : l10n.t('past {0}', layers),
    spatialChange === 'down' ? l10n.t('downsampled on its way') : [],
    spatialChange === 'up' ? l10n.t('upsampled on its way') : [],
    partial ? l10n.t('with part of the channels') : [],
  ];
  return features.flat().join(', ');
}

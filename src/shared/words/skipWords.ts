import * as l10n from '@vscode/l10n';
import { carriedShare } from '../report/seeds';
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

/** The sentence on the ends of a skip and the layers between them. */
function connectionText(kind: SkipKind, values: Record<'from' | 'to' | 'layers', string>): string {
  switch (kind) {
    case 'identityAdd':
      return l10n.t('An identity shortcut leads from {from} to {to}, past {layers}.', values);
    case 'projectionAdd':
      return l10n.t('A projected shortcut leads from {from} to {to}, past {layers}.', values);
    case 'concat':
      return l10n.t('A concatenation leads from {from} to {to}, past {layers}.', values);
    case 'gated':
      return l10n.t('A gated shortcut leads from {from} to {to}, past {layers}.', values);
    case 'projectionConcat':
      return l10n.t('A projected concatenation leads from {from} to {to}, past {layers}.', values);
  }
}

/**
 * One skip in sentences with its numbers: its kind, the two names that it connects, the layers that it goes
 * past, the changes on its way, and, if measured, its part in the gradient of the tensor at its fork.
 */
export function skipSentence(
  { kind, span, reach, spatialChange, partial }: Skip,
  [from, to]: readonly [string, string],
  fork?: Pick<ForkProbe, 'shortcutShare' | 'spread' | 'cosine'>,
): string {
  const sentences = [
    connectionText(kind, { from, to, layers: counted(span, 'transforming layer') }),
    reach === 'long' ? l10n.t('These layers go down and up again in resolution.') : [],
    spatialChange === 'down' ? l10n.t('It is downsampled on its way.') : [],
    spatialChange === 'up' ? l10n.t('It is upsampled on its way.') : [],
    partial ? l10n.t('It carries part of the channels.') : [],
    fork ? measuredText(fork) : [],
  ];
  return sentences.flat().join(' ');
}

function measuredText(fork: Pick<ForkProbe, 'shortcutShare' | 'spread' | 'cosine'>): string {
  const share = formatShare(carriedShare(fork));
  const { cosine } = fork;
  return cosine === undefined
    ? l10n.t('It carries {share} of ∂L/∂x.', { share })
    : l10n.t('It carries {share} of ∂L/∂x, at cosine {cosine} to the gradient of the body.', {
        share,
        cosine: cosine.toFixed(2),
      });
}

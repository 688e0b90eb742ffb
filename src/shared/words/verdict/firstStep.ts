import * as l10n from '@vscode/l10n';
import type { Framework } from '../../model/framework';
import type { Finding, FindingCode, MadeFinding } from '../../report/finding';
import { isOfNorms } from '../../report/fixes';
import { findingSuggestion } from '../findingSuggestions';

type Of<C extends FindingCode> = Extract<MadeFinding, { code: C }>;

/** The one thing to do first about a finding, where its suggestion names several; else the suggestion. */
export function firstStep(finding: Finding, framework: Framework): string {
  const say =
    'written' in finding
      ? undefined
      : (first[finding.code] as ((finding: MadeFinding) => string | undefined) | undefined);
  const step = say && !('written' in finding) ? say(finding) : undefined;
  return step ?? findingSuggestion(finding, framework);
}

const first: { readonly [C in FindingCode]?: (finding: Of<C>) => string | undefined } = {
  'vanishing-gradient': ({ evidence: { smallGain, sigmoids } }) => {
    if (smallGain !== undefined) return l10n.t('Start with He initialisation.');
    return sigmoids === undefined
      ? l10n.t('Add an identity shortcut around every two of these layers.')
      : l10n.t('Use ReLU with He initialisation.');
  },
  'exploding-gradient': (finding) => {
    if (isOfNorms(finding)) return l10n.t('Warm up the learning rate.');
    return finding.variant === 'norm'
      ? l10n.t('Scale the inputs and targets to about unit variance.')
      : l10n.t('Start with smaller weights: He for ReLU, Glorot for tanh.');
  },
  'non-finite': ({ evidence }) =>
    evidence.failedStep > 0 ? l10n.t('Lower the learning rate.') : undefined,
  'dead-relu': ({ evidence }) =>
    evidence.biasStart === undefined ? l10n.t('Start with He initialisation.') : undefined,
  saturated: () => l10n.t('Start with smaller weights (Glorot).'),
  'update-ratio': ({ variant }) =>
    variant === 'slow' ? l10n.t('Raise the learning rate.') : l10n.t('Lower the learning rate.'),
  'lost-updates': () => l10n.t('Raise the learning rate.'),
  'idle-shortcut': () => l10n.t('Normalise the body before the addition.'),
  'nonlinear-shortcut': () => l10n.t('Move the activation into the body.'),
  'missing-nonlinearity': ({ variant }) =>
    variant === 'one-map' ? l10n.t('Put a ReLU between them.') : undefined,
};

import * as l10n from '@vscode/l10n';
import type { FindingCode } from '../../report/finding';

/** The name of a kind of finding in a few words, for a place with little room: after a line, at the head of a verdict. */
export const findingLabel = (code: FindingCode): string => labels[code]();

const labels: { readonly [C in FindingCode]: () => string } = {
  'vanishing-gradient': () => l10n.t('Vanishing gradient'),
  'exploding-gradient': () => l10n.t('Exploding gradient'),
  'non-finite': () => l10n.t('NaN or infinity'),
  'dead-relu': () => l10n.t('Dead units'),
  saturated: () => l10n.t('Saturated units'),
  'update-ratio': () => l10n.t('Step size'),
  'lost-updates': () => l10n.t('Lost updates'),
  disconnected: () => l10n.t('No gradient'),
  'redundant-bias': () => l10n.t('Redundant bias'),
  'silent-body': () => l10n.t('Silent block'),
  'idle-shortcut': () => l10n.t('Idle shortcut'),
  'merge-shape-mismatch': () => l10n.t('Shapes do not fit'),
  'deep-plain-stack': () => l10n.t('Deep without shortcuts'),
  'missing-long-skip': () => l10n.t('Missing long skip'),
  'nonlinear-shortcut': () => l10n.t('Bent shortcut'),
  'slow-layer': () => l10n.t('Slow layer'),
  'memory-bound': () => l10n.t('Bound by memory'),
  'recompute-candidate': () => l10n.t('Cheap to recompute'),
  'wide-concat': () => l10n.t('Wide concatenations'),
  'batch-too-small': () => l10n.t('Small batch'),
  'empty-shortcut': () => l10n.t('Empty shortcut'),
  'output-loss-mismatch': () => l10n.t('Output does not fit the loss'),
  'missing-nonlinearity': () => l10n.t('Missing activation'),
  'symmetric-weights': () => l10n.t('Equal weights'),
  'input-scale': () => l10n.t('Unscaled data'),
  'initial-loss': () => l10n.t('Overconfident start'),
  'never-trained': () => l10n.t('Never trained'),
  'doubled-shortcut': () => l10n.t('Doubled shortcut'),
  'one-sided-body': () => l10n.t('One-sided block'),
  'saturated-gate': () => l10n.t('Stuck gate'),
  'recurrent-growth': () => l10n.t('Growth through time'),
  'mixed-samples': () => l10n.t('Mixed samples'),
  'does-not-fit-one-batch': () => l10n.t('Does not learn one batch'),
  'train-eval-gap': () => l10n.t('Differs in evaluation'),
  'inplace-breaks-backward': () => l10n.t('Overwritten in place'),
  'inplace-changes-shortcut': () => l10n.t('Shortcut overwritten'),
};

import * as l10n from '@vscode/l10n';
import type { CauseFinding } from '../report/causes';
import { oneBatchSuggestion, trainEvalGapSuggestion } from './evaluationWords';
import { outputLossSuggestion } from './outputLossWords';
import { missingNonlinearitySuggestion, mixedSamplesSuggestion } from './structureCauseWords';
import { inputScaleSuggestion, neverTrainedSuggestion } from './trainingCauseWords';

type Of<C extends CauseFinding['code']> = Extract<CauseFinding, { code: C }>;

/** One thing to try for each cause. */
export const causeSuggestions: {
  readonly [C in CauseFinding['code']]: (finding: Of<C>) => string;
} = {
  'output-loss-mismatch': outputLossSuggestion,
  'missing-nonlinearity': missingNonlinearitySuggestion,
  'symmetric-weights': () =>
    l10n.t('Draw the kernel at random: He initialisation for ReLU, Glorot for tanh and sigmoid.'),
  'input-scale': inputScaleSuggestion,
  'initial-loss': () =>
    l10n.t('Start the last layer with smaller weights, or normalise what enters it.'),
  'never-trained': neverTrainedSuggestion,
  'doubled-shortcut': () => l10n.t('Leave one of the two additions out.'),
  'one-sided-body': () =>
    l10n.t('End the body with a linear layer, and put the rectifier behind the addition.'),
  'saturated-gate': ({ variant }) =>
    variant === 'shut'
      ? l10n.t('Start its bias between −1 and −3, and its weights small.')
      : l10n.t('Start its bias nearer to 0, and its weights small.'),
  'does-not-fit-one-batch': oneBatchSuggestion,
  'train-eval-gap': trainEvalGapSuggestion,
  'mixed-samples': mixedSamplesSuggestion,
  'inplace-breaks-backward': () =>
    l10n.t(
      'Do it out of place: `out = out + x` instead of `out += x`, or leave `inplace=True` out.',
    ),
  'inplace-changes-shortcut': () =>
    l10n.t('Leave `inplace=True` out of the first layer of the body.'),
  'recurrent-growth': () =>
    l10n.t(
      'Start the recurrent weights orthogonal or smaller, bend the hidden state with tanh, or clip the gradient norm.',
    ),
};

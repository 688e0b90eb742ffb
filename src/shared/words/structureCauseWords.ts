import * as l10n from '@vscode/l10n';
import type {
  DoubledShortcut,
  MissingNonlinearity,
  MixedSamples,
  OneSidedBody,
} from '../report/causes';
import { formatBigCount } from './format';

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

export function doubledShortcutMessage({ evidence }: DoubledShortcut, layers: string): string {
  const { growth } = evidence;
  return growth === undefined
    ? l10n.t('A tensor counts twice in {layers}: one of the summands holds it already.', {
        layers,
      })
    : l10n.t(
        'A tensor counts twice in {layers}: one of the summands holds it already, and the signal grows {growth}-fold up to the last.',
        { layers, growth: formatBigCount(String(Math.round(growth))) },
      );
}

export const oneSidedBodyMessage = (_: OneSidedBody, layers: string): string =>
  l10n.t(
    'The body of the skip ends in the rectifier of {layers}: it can add, and never subtract.',
    {
      layers,
    },
  );

export const mixedSamplesMessage = ({ variant }: MixedSamples, layer: string): string =>
  variant === 'asSteps'
    ? l10n.t(
        '{layer} reads the samples of a batch as the steps of one sequence: the output of one depends on the others.',
        { layer },
      )
    : l10n.t(
        '{layer} mixes the samples of a batch: the output of one depends on the others, other than by statistics of the batch.',
        { layer },
      );

export const mixedSamplesSuggestion = ({ variant }: MixedSamples): string =>
  variant === 'asSteps'
    ? l10n.t(
        'Give it `batch_first=True`, or put the steps on the first axis before it: without it the first axis is time.',
      )
    : l10n.t(
        'Look at its axes: a softmax over axis 0, or a reshape where the axes should be transposed first.',
      );

import * as l10n from '@vscode/l10n';
import type { DoesNotFitOneBatch, TrainEvalGap } from '../report/causes';
import { counted } from './format';

const plain = (value: number): string => String(Number(value.toPrecision(3)));

export function oneBatchMessage({ evidence }: DoesNotFitOneBatch, layer: string): string {
  const { steps, start, lowest, constant } = evidence;
  const values = { layer, steps: counted(steps, 'step'), start: plain(start) };
  if (lowest === undefined) {
    return l10n.t(
      'Trained on one batch, the loss of {layer} starts at {start} and ends in NaN or infinity after {steps}.',
      values,
    );
  }
  return l10n.t(
    'Trained on one batch, the loss of {layer} falls from {start} to {lowest} in {steps} and no further; the same answer for every sample has {constant}.',
    { ...values, lowest: plain(lowest), constant: plain(constant) },
  );
}

export const oneBatchSuggestion = (): string =>
  l10n.t(
    'Try another learning rate first, then look whether inputs and targets of a sample belong together.',
  );

export function trainEvalGapMessage({ variant, evidence }: TrainEvalGap, layers: string): string {
  const { mean, std, evaluationMean, evaluationStd } = evidence;
  const values = {
    layers,
    mean: plain(mean),
    std: plain(std),
    evaluationMean: plain(evaluationMean),
    evaluationStd: plain(evaluationStd),
  };
  return variant === 'kept'
    ? l10n.t(
        'The statistics that {layers} keeps are of other data: its output has mean {evaluationMean} and spread {evaluationStd} with them, and {mean} and {std} with those of your batch.',
        values,
      )
    : l10n.t(
        'A dropout before {layers} widens its input in training alone: its output has a spread of {std} in training and {evaluationStd} in evaluation.',
        values,
      );
}

export const trainEvalGapSuggestion = ({ variant }: TrainEvalGap): string =>
  variant === 'kept'
    ? l10n.t(
        'Scale the inputs as those that it was trained on, or train until its statistics have followed your data.',
      )
    : l10n.t('Move the dropout behind the last normalisation.');

export const oneBatchHeadline = ({ evidence }: DoesNotFitOneBatch, where: string): string =>
  evidence.lowest === undefined
    ? l10n.t('even on one batch the loss of {where} is lost to NaN or infinity', { where })
    : l10n.t('even on one batch the loss of {where} stays at {lowest}', {
        where,
        lowest: plain(evidence.lowest),
      });

export const trainEvalGapHeadline = ({ variant }: TrainEvalGap, where: string): string =>
  variant === 'kept'
    ? l10n.t('{where} keeps statistics of other data', { where })
    : l10n.t('a dropout makes {where} differ between training and evaluation', { where });

import * as l10n from '@vscode/l10n';

/** Reasons for a model that cannot be trained. */
export const trainingMessages = {
  'training.unknown-optimizer': (values: { name: string; known: string }) =>
    l10n.t('There is no optimizer {name}; choose one of {known}', values),
  'training.unknown-loss': (values: { name: string; known: string }) =>
    l10n.t('There is no loss {name}; choose one of {known}', values),
  'training.loss-refuses': (values: {
    loss: string;
    targets: string;
    predictions: string;
    why: string;
  }) =>
    l10n.t(
      'The probe cannot use this data: the loss {loss} refuses targets of shape {targets} and predictions of shape {predictions}: {why}',
      values,
    ),
  'training.loss-without-gradient': (values: { loss: string; reason: string }) =>
    l10n.t(
      'The model code stopped with: the loss {loss} cannot be differentiated: {reason}',
      values,
    ),
  'training.step-threw': (values: { reason: string }) =>
    l10n.t('The model code stopped with: a training step failed: {reason}', values),
  'training.no-room': () =>
    l10n.t(
      'The backend has no memory left for a training step; a smaller batch or input shape needs less.',
    ),
  'training.adadelta-differs': (values: { library: string }) =>
    l10n.t(
      '{library} scales the steps of Adadelta by the squares of earlier steps only, in its own training and here',
      values,
    ),
  'training.centred-rmsprop-differs': (values: { library: string }) =>
    l10n.t(
      '{library} subtracts ε under the root of centered RMSProp although it should add it, in its own training and here; small gradients become NaN',
      values,
    ),
  'training.layers-differ': () =>
    l10n.t('The model cannot be built: its layers differ from one seed to the next'),
};

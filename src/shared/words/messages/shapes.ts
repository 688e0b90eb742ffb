import * as l10n from '@vscode/l10n';

/** Ways to make two different shapes fit. */
export const shapesMessages = {
  'shapes.reshape': () => l10n.t('Flatten or reshape one branch: the ranks differ.'),
  'shapes.stride': (values: { large: number; small: number; factor: number }) =>
    l10n.t(
      'Bring {large} to {small} with a stride of {factor}, or upsample {small} by {factor}.',
      values,
    ),
  'shapes.multiples': (values: {
    multiple: number;
    given: string;
    fits: string;
    large: number;
    small: number;
  }) =>
    l10n.t(
      'Every side of the input must be a multiple of {multiple}: {fits} works, {given} does not. Else crop {large} to {small}.',
      values,
    ),
  'shapes.crop': (values: { large: number; small: number }) =>
    l10n.t(
      "Crop {large} to {small}, or use padding 'same' where a layer trims the border.",
      values,
    ),
  'shapes.project': (values: { from: number; to: number }) =>
    l10n.t(
      'Project one branch with a 1×1 convolution (or dense layer) from {from} to {to} channels.',
      values,
    ),
  'shapes.stride-and-project': (values: {
    large: number;
    small: number;
    factor: number;
    from: number;
    to: number;
  }) =>
    l10n.t(
      'Bring {large} to {small} with a stride of {factor}, or upsample {small} by {factor} and project one branch with a 1×1 convolution (or dense layer) from {from} to {to} channels.',
      values,
    ),
  'shapes.crop-and-project': (values: { large: number; small: number; from: number; to: number }) =>
    l10n.t(
      "Crop {large} to {small}, or use padding 'same' where a layer trims the border and project one branch with a 1×1 convolution (or dense layer) from {from} to {to} channels.",
      values,
    ),
};

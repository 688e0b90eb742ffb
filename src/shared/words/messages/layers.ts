import * as l10n from '@vscode/l10n';

/** Failures of models of layers. */
export const layersMessages = {
  'layers.none': (values: { model: string }) =>
    l10n.t('The model cannot be built: the model {model} has no layers.', values),
  'layers.too-deep': (values: { model: string; layers: number }) =>
    l10n.t(
      'The model code stopped with: {model} has {layers} layers one after the other, more than TensorFlow.js can follow.',
      values,
    ),
  'layers.cannot-train': (values: { layer: string; kind: string; reason: string }) =>
    l10n.t(
      'The model code stopped with: the layer {layer} ({kind}) cannot run in training mode: {reason}',
      values,
    ),
  'layers.no-gradient': (values: { layer: string; kind: string; reason: string }) =>
    l10n.t(
      'The model code stopped with: the layer {layer} ({kind}) cannot be trained, its backward pass failed: {reason}',
      values,
    ),
  'layers.unknown-loss': (values: { loss: string }) =>
    l10n.t('There is no loss called {loss}.', values),
  'layers.branches-do-not-fit': (values: {
    error: string;
    layer: string;
    first: string;
    firstShape: string;
    second: string;
    secondShape: string;
    remedy: string;
  }) =>
    l10n.t(
      '{error}: {layer} takes branches that do not fit: {first} gives [{firstShape}], {second} gives [{secondShape}]. {remedy}',
      values,
    ),
  'layers.needs-flat-input': (values: {
    error: string;
    layer: string;
    input: string;
    shape: string;
  }) =>
    l10n.t(
      '{error}: {layer} cannot take what comes before it: {input} gives [{shape}]. Put a flatten or global pooling layer before it.',
      values,
    ),
  'layers.needs-axes': (values: {
    error: string;
    layer: string;
    input: string;
    shape: string;
    axes: number;
  }) =>
    l10n.t(
      '{error}: {layer} cannot take what comes before it: {input} gives [{shape}]. Reshape its input to {axes} axes, the batch among them.',
      values,
    ),
  'layers.refused': (values: { refusal: string }) =>
    l10n.t('The model code stopped with: {refusal}', values),
};

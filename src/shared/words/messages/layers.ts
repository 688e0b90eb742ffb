import * as l10n from '@vscode/l10n';

/** What stands in the way of a model of layers. */
export const layersMessages = {
  'layers.none': (values: { model: string }) =>
    l10n.t('The model cannot be built: the model {model} has no layers.', values),
  'layers.cannot-train': (values: { layer: string; kind: string; reason: string }) =>
    l10n.t(
      'The model code stopped with: the layer {layer} ({kind}) cannot run in training mode: {reason}',
      values,
    ),
  'layers.unknown-loss': (values: { loss: string }) =>
    l10n.t('An argument does not fit: there is no loss called {loss}.', values),
};

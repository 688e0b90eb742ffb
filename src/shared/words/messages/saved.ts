import * as l10n from '@vscode/l10n';

/** Failures of saved models. */
export const savedMessages = {
  'saved.no-zip': () =>
    l10n.t(
      'This is not a model file that SkipScope can read: it does not start like a zip archive.',
    ),
  'saved.no-hdf5': () =>
    l10n.t(
      'This is not a model file that SkipScope can read: it does not start like an HDF5 file.',
    ),
  'saved.zip-damaged': (values: { reason: string }) =>
    l10n.t(
      'This is not a model file that SkipScope can read: its zip archive is cut off or damaged ({reason}).',
      values,
    ),
  'saved.hdf5-damaged': (values: { reason: string }) =>
    l10n.t(
      'This is not a model file that SkipScope can read: its HDF5 part is cut off or damaged ({reason}).',
      values,
    ),
  'saved.no-config': () =>
    l10n.t(
      'This is not a model file that SkipScope can read: its zip archive holds no config.json.',
    ),
  'saved.weights-only': () =>
    l10n.t(
      'This is not a model file that SkipScope can read: it holds weights and no model: save the whole model.',
    ),
  'saved.weight-without-numbers': () =>
    l10n.t(
      'This is not a model file that SkipScope can read: one of its weights holds no list of numbers.',
    ),
  'saved.invalid-json': (values: { reason: string }) =>
    l10n.t(
      'This is not a model file that SkipScope can read: it is not valid JSON ({reason}).',
      values,
    ),
  'saved.no-json-object': () =>
    l10n.t('This is not a model file that SkipScope can read: it holds no JSON object.'),
  'saved.no-layers': () =>
    l10n.t('This is not a model file that SkipScope can read: it holds no model of layers.'),
  'saved.frozen-has-no-layers': () =>
    l10n.t(
      'The model cannot be built: it is a graph model: a frozen program, which has no layers and cannot be trained.',
    ),
  'saved.unreadable': (values: { reason: string }) =>
    l10n.t(
      'This is not a model file that SkipScope can read: its content does not describe a model ({reason}).',
      values,
    ),
  'saved.nested-too-deeply': (values: { levels: number }) =>
    l10n.t(
      'This is not a model file that SkipScope can read: it nests more than {levels} levels deep.',
      values,
    ),
  'saved.too-many-outputs': (values: { node: string; most: number }) =>
    l10n.t(
      'This is not a model file that SkipScope can read: node {node} has more than {most} outputs.',
      values,
    ),
  'saved.weights-outside': (values: { path: string }) =>
    l10n.t(
      "This is not a model file that SkipScope can read: its weights refer to {path}, outside the model's folder.",
      values,
    ),
  'saved.weights-undescribed': (values: { name: string }) =>
    l10n.t(
      'This is not a model file that SkipScope can read: its weight {name} has no known shape or no known number type.',
      values,
    ),
  'saved.no-nodes': () =>
    l10n.t('This is not a model file that SkipScope can read: its graph has no nodes.'),
  'saved.node-missing': (values: { node: string }) =>
    l10n.t(
      'This is not a model file that SkipScope can read: a node takes its input from {node}, which is not there.',
      values,
    ),
  'saved.node-in-loop': (values: { node: string }) =>
    l10n.t('The model cannot be built: node {node} is part of a loop.', values),
  'saved.equal-names': () =>
    l10n.t(
      'This is not a model file that SkipScope can read: two of its layers have the same name.',
    ),
  'saved.called-on-nothing': (values: { layer: string }) =>
    l10n.t(
      'This is not a model file that SkipScope can read: layer {layer} is called on nothing.',
      values,
    ),
  'saved.input-missing': (values: { layer: string; input: string }) =>
    l10n.t(
      'This is not a model file that SkipScope can read: layer {layer} takes its input from {input}, which is not there.',
      values,
    ),
  'saved.output-missing': (values: { input: string }) =>
    l10n.t(
      'This is not a model file that SkipScope can read: the output takes its input from {input}, which is not there.',
      values,
    ),
  'saved.input-call-missing': (values: {
    layer: string;
    call: number;
    input: string;
    calls: number;
  }) =>
    l10n.t(
      'This is not a model file that SkipScope can read: layer {layer} takes call {call} of {input}, which has {calls}.',
      values,
    ),
  'saved.output-call-missing': (values: { call: number; input: string; calls: number }) =>
    l10n.t(
      'This is not a model file that SkipScope can read: the output takes call {call} of {input}, which has {calls}.',
      values,
    ),
  'saved.circle': (values: { layer: string }) =>
    l10n.t(
      'This is not a model file that SkipScope can read: layer {layer} is part of a cycle.',
      values,
    ),
  'saved.weights-cut-off': (values: { files: string; bytes: number; wanted: number }) =>
    l10n.t(
      'This is not a model file that SkipScope can read: {files} is cut off: it has {bytes} bytes, and its weights need {wanted}.',
      values,
    ),
  'saved.unknown-layer': (values: { layer: string; kind: string }) =>
    l10n.t('layer {layer} is a {kind}, which cannot run here', values),
  'saved.unknown-layer-called': (values: { layer: string; kind: string }) =>
    l10n.t('The model cannot be built: layer {layer} is a {kind}, which cannot run here.', values),
  'saved.frozen': () =>
    l10n.t(
      'a graph model (tf.GraphModel) is a frozen program whose weights are constants, so there is nothing to train',
    ),
  'saved.frozen-started': () =>
    l10n.t(
      'The model cannot be built: a graph model (tf.GraphModel) is a frozen program whose weights are constants, so there is nothing to train.',
    ),
};

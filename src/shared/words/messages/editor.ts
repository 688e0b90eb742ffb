import * as l10n from '@vscode/l10n';

/** Reasons that a command of the editor does nothing. */
export const editorMessages = {
  'editor.no-source-open': () =>
    l10n.t('Open a Python, TypeScript or JavaScript file that defines a model.'),
  'editor.no-model-in-file': () => l10n.t('No model is defined in this file.'),
  'editor.no-layer-on-line': () => l10n.t('This line makes no layer of a model that was built.'),
  'editor.no-shortcut-on-line': () => l10n.t('This line makes no merge with a shortcut to be cut.'),
  'editor.no-probe-to-compare': () =>
    l10n.t('Nothing was cut: the whole network has no probe to compare with.'),
  'editor.too-few-runs': (values: { title: string }) =>
    l10n.t('{title} has fewer than two runs to compare. Probe it twice.', values),
  'editor.not-on-disk': () =>
    l10n.t('Models are built from files on disk, and this file is not on a disk.'),
  'editor.unsaved': (values: { file: string }) =>
    l10n.t('Save this file first: {file} names definitions by file.', values),
  'editor.not-in-workspace': (values: { file: string }) =>
    l10n.t('{file} is not a file of this workspace.', values),
};

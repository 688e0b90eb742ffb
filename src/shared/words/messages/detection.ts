import * as l10n from '@vscode/l10n';

/** Faults in the file of overrides, with their places. */
const overridesMessages = {
  'detection.overrides-json': (values: { file: string; problem: string }) =>
    l10n.t('{file} is not valid JSON: {problem}.', values),
  'detection.overrides-no-object': (values: { file: string }) =>
    l10n.t('{file} is invalid: it must be an object.', values),
  'detection.overrides-nested': (values: { file: string; levels: number }) =>
    l10n.t('{file} is invalid: it nests more than {levels} levels deep.', values),
  'detection.overrides-object': (values: { file: string; path: string }) =>
    l10n.t('{file} is invalid: {path} must be an object.', values),
  'detection.overrides-unknown': (values: { file: string; path: string }) =>
    l10n.t('{file} is invalid: {path} is not a known setting.', values),
  'detection.overrides-text': (values: { file: string; path: string }) =>
    l10n.t('{file} is invalid: {path} must be a string.', values),
  'detection.overrides-list': (values: { file: string; path: string }) =>
    l10n.t('{file} is invalid: {path} must be a list of numbers.', values),
  'detection.overrides-whole-number': (values: { file: string; path: string }) =>
    l10n.t('{file} is invalid: {path} must be a whole number above 0.', values),
  'detection.overrides-data': (values: { file: string; path: string }) =>
    l10n.t(
      '{file} is invalid: {path} must be a path, or { "inputs": path, "targets": path }.',
      values,
    ),
  'detection.overrides-budget': (values: { file: string; path: string }) =>
    l10n.t(
      '{file} is invalid: {path} must be such as { "params": "5M", "macs": "300M", "step": "20ms", "peak": "2GB" }, or some of them.',
      values,
    ),
  'detection.overrides-not-above-0': (values: { file: string; path: string }) =>
    l10n.t('{file} is invalid: {path} must be a number above 0.', values),
  'detection.overrides-not-a-share': (values: { file: string; path: string }) =>
    l10n.t('{file} is invalid: {path} must be a number above 0 and at most 1.', values),
};

/** Overrides of definitions that do not exist. */
const strayMessages = {
  'detection.stray-override': (values: { name: string }) =>
    l10n.t('No definition is called {name}, so its settings have no effect.', values),
  'detection.stray-override-near': (values: { name: string; nearest: string }) =>
    l10n.t(
      'No definition is called {name}, so its settings have no effect. Did you mean {nearest}?',
      values,
    ),
};

const restMessages = {
  'detection.more-strays': (values: { count: number }) =>
    l10n.t('Further names set here that no definition has: {count}.', values),
  'detection.names-unchecked': (values: { count: number }) =>
    l10n.t('Names set here that were not checked: {count}.', values),
};

/** Titles of the edits that quick fixes make. */
const fixMessages = {
  'detection.project-with-dense': (values: { from: number; to: number }) =>
    l10n.t('Project one branch with a dense layer ({from} → {to} channels)', values),
  'detection.project-with-convolution': (values: { from: number; to: number }) =>
    l10n.t('Project one branch with a 1×1 convolution ({from} → {to} channels)', values),
  'detection.remove-bias': (values: { option: string }) =>
    l10n.t('Make the layer without a bias ({option})', values),
  'detection.set-activation': (values: { activation: string }) =>
    l10n.t("End the layer with another activation (activation: '{activation}')", values),
  'detection.change-initializer': (values: { activation: string; option: string }) =>
    l10n.t('Draw the kernel for {activation} ({option})', values),
};

/** Faults in a text or in the files that a workspace keeps. */
export const detectionMessages = {
  'detection.unparsable': () => l10n.t('The file has a syntax error: the text cannot be parsed.'),
  'detection.nested-too-deeply': () =>
    l10n.t('The file nests too deeply: SkipScope cannot look for definitions in it.'),
  ...overridesMessages,
  ...strayMessages,
  ...restMessages,
  ...fixMessages,
};

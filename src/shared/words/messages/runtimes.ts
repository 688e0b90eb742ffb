import * as l10n from '@vscode/l10n';

/** Outcomes of setting up a TensorFlow or a Python. */
export const runtimesMessages = {
  'runtimes.no-tensorflow': (values: { pythons: string }) =>
    l10n.t(
      'No TensorFlow was found in {pythons}; install it there (pip install tensorflow), or name another Python.',
      values,
    ),
  'runtimes.tensorflow-incomplete': (values: {
    version: string;
    folder: string;
    missing: string;
  }) =>
    l10n.t(
      'TensorFlow could not be installed: TensorFlow {version} in {folder} comes without {missing}.',
      values,
    ),
  'runtimes.no-library-on-windows': () =>
    l10n.t('TensorFlow could not be installed: TensorFlow for Windows has no library to link to.'),
  'runtimes.compiler-silent': () =>
    l10n.t('TensorFlow could not be installed: the compiler gave no reason.'),
  'runtimes.npm-silent': () => l10n.t('TensorFlow could not be installed: npm gave no reason.'),
  'runtimes.registry-unreachable': (values: { error: string }) =>
    l10n.t(
      "Nothing could be downloaded from the registry ({error}); check the network, or link to the TensorFlow of your Python, which needs npm's registry only.",
      values,
    ),
  'runtimes.set-up-at-work': (values: { process: string }) =>
    l10n.t('TensorFlow was not set up: another set-up is running (process {process}).', values),
  'runtimes.step-failed': (values: { reason: string }) =>
    l10n.t('TensorFlow was not set up: {reason}', values),
  'runtimes.no-gradient': () => l10n.t('Unexpected error: no gradient came.'),
};

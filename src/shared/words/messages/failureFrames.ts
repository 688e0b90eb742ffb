import * as l10n from '@vscode/l10n';
import type { FailureCode } from '../../base/failures';

/** The sentence around a raw detail: the text of a thrown error, a name, a limit. */
export const failureFrames: Readonly<Record<FailureCode, (detail: string) => string>> = {
  'file-not-found': (file) => l10n.t('The file {0} no longer exists or cannot be read.', file),
  'site-not-found': (name) => l10n.t('There is no model definition called {0}.', name),
  'syntax-error': (detail) => l10n.t('The file has a syntax error: {0}', detail),
  'model-threw': (detail) => l10n.t('The model code stopped with: {0}', detail),
  'model-exited': (how) =>
    l10n.t('The model code ended the process ({0}) before it built a model.', how),
  'no-model': (name) => l10n.t('{0} built no TensorFlow.js model.', name),
  unbuildable: (detail) => l10n.t('The model cannot be built: {0}', detail),
  'invalid-argument': (detail) => l10n.t('Invalid argument: {0}', detail),
  'not-a-model-file': (detail) =>
    l10n.t('This is not a model file that SkipScope can read: {0}', detail),
  'unusable-data': (detail) => l10n.t('The probe cannot use this data: {0}', detail),
  'backend-unavailable': (detail) => l10n.t('The backend cannot run here: {0}', detail),
  'timed-out': (limit) =>
    l10n.t('The model code did not finish within {0}; it was stopped.', limit),
  'out-of-memory': (limit) =>
    l10n.t('The model needed more memory than the limit of {0}; it was stopped.', limit),
  'engine-crashed': (how) =>
    l10n.t('The engine process ended unexpectedly ({0}). The next run starts a new one.', how),
  'python-missing': (tried) =>
    l10n.t(
      'No Python could be started (tried {0}); install Python, or name the one that has TensorFlow.',
      tried,
    ),
  'tensorflow-missing': (pythons) =>
    l10n.t(
      'No TensorFlow was found in {0}; install it there (pip install tensorflow), or name another Python.',
      pythons,
    ),
  'npm-missing': () =>
    l10n.t('npm was not found on the path; install Node.js, which includes it, and start again.'),
  'compiler-missing': (tried) =>
    l10n.t('No C++ compiler was found (tried {0}); install one, such as g++ or clang.', tried),
  'download-failed': (from) =>
    l10n.t(
      "Nothing could be downloaded from {0}; check the network, or link to the TensorFlow of your Python, which needs npm's registry only.",
      from,
    ),
  'build-failed': (what) => l10n.t('TensorFlow could not be installed: {0}', what),
  'setup-failed': (what) => l10n.t('TensorFlow was not set up: {0}', what),
  'protocol-mismatch': (what) =>
    l10n.t('The engine sent an unreadable answer ({0}). Reinstall SkipScope.', what),
  disconnected: () => l10n.t('The connection was closed before an answer came.'),
  cancelled: () => l10n.t('The run was cancelled.'),
  'untrusted-workspace': () =>
    l10n.t('Trust this workspace to build its models: building runs their code.'),
  usage: (detail) => detail,
  unexpected: (detail) => l10n.t('Unexpected error: {0}', detail),
};

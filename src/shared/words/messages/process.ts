import * as l10n from '@vscode/l10n';

/** Ends of a run by the engine's process and its lock. */
export const processMessages = {
  'process.refused-call': (values: { call: string }) =>
    l10n.t(
      'The model cannot be built: its code called {call}, which model code may not do.',
      values,
    ),
  'process.refused-file': (values: { call: string }) =>
    l10n.t(
      'The model cannot be built: its code called {call} outside the temporary folder, the only place where model code may write.',
      values,
    ),
  'process.refused-opening': (values: { call: string }) =>
    l10n.t(
      'The model cannot be built: its code called {call} to write a file outside the temporary folder, the only place where model code may write.',
      values,
    ),
  'process.replaced': (values: { name: string }) =>
    l10n.t(
      'The model cannot be measured: its code replaced {name}, which the measurement needs.',
      values,
    ),
  'process.timed-out': (values: { seconds: number }) =>
    l10n.t('The model code did not finish within {seconds} s; it was stopped.', values),
  'process.out-of-memory': (values: { memoryMegabytes: number }) =>
    l10n.t(
      'The model needed more memory than the limit of {memoryMegabytes} MB; it was stopped.',
      values,
    ),
  'process.model-exited': (values: { code: number }) =>
    l10n.t('The model code ended the process (exit code {code}) before it built a model.', values),
  'process.late-start': (values: { seconds: number }) =>
    l10n.t(
      'The engine process ended unexpectedly (it did not start within {seconds} s). The next run starts a new one.',
      values,
    ),
  'process.started-by-hand': () => l10n.t('The engine is started by SkipScope, not by hand.'),
  'process.broken-channel': () =>
    l10n.t(
      'The engine process was stopped: it sent an invalid message, as code that impersonates it would.',
    ),
  'process.unwatched': () =>
    l10n.t(
      'The engine runs without its memory ceiling: its watchdog did not start. The JavaScript heap stays limited.',
    ),
  'process.unringed': () =>
    l10n.t(
      'The engine runs without Node’s permission model, which this Node does not have. The lock inside the process holds.',
    ),
  'process.not-started': (values: { said: string }) =>
    l10n.t(
      'The engine process ended unexpectedly (could not start: {said}). The next run starts a new one.',
      values,
    ),
  'process.killed': (values: { signal: string }) =>
    l10n.t(
      'The engine process ended unexpectedly ({signal}). The next run starts a new one.',
      values,
    ),
  'process.killed-saying': (values: { signal: string; said: string }) =>
    l10n.t(
      'The engine process ended unexpectedly ({signal}: {said}). The next run starts a new one.',
      values,
    ),
  'process.crashed': (values: { code: number | string }) =>
    l10n.t(
      'The engine process ended unexpectedly (exit code {code}). The next run starts a new one.',
      values,
    ),
  'process.crashed-saying': (values: { code: number | string; said: string }) =>
    l10n.t(
      'The engine process ended unexpectedly (exit code {code}: {said}). The next run starts a new one.',
      values,
    ),
};

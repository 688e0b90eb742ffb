import * as l10n from '@vscode/l10n';

/** How the engine's process and its lock end a run. */
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
};

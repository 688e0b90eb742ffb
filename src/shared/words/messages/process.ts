import * as l10n from '@vscode/l10n';

/** How the engine's process and its lock end a run. */
export const processMessages = {
  'process.refused-call': (values: { call: string }) =>
    l10n.t(
      'The model cannot be built: its code called {call}, which model code may not do.',
      values,
    ),
};

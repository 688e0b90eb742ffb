import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toFailureInfo, type FailureInfo } from '../../../shared/base/failures';
import { explainFailure } from '../../../shared/words/failures';
import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import type { CommandArguments, CommandId } from '../manifest/contributions';

export type CommandHandlers = {
  readonly [C in CommandId]: (...args: CommandArguments[C]) => void | Promise<void>;
};

/** Registers a handler for every command id; what a handler throws becomes one sentence to the user. */
export function registerCommands(handlers: CommandHandlers): Disposable {
  const store = new DisposableStore();
  for (const [id, handle] of Object.entries(handlers)) {
    const call: (...args: never[]) => void | Promise<void> = handle;
    const run = async (...args: never[]): Promise<void> => {
      try {
        await call(...args);
      } catch (error) {
        void tell(toFailureInfo(error));
      }
    };
    store.add(vscode.commands.registerCommand(id, run));
  }
  return store;
}

/** Says why nothing was run, with the way out where there is one. */
export async function tell(failure: FailureInfo): Promise<void> {
  const [label, command] = wayOut(failure);
  const show =
    failure.code === 'usage' || failure.code === 'untrusted-workspace'
      ? vscode.window.showInformationMessage
      : vscode.window.showErrorMessage;
  if (await show(explainFailure(failure), label)) await vscode.commands.executeCommand(command);
}

function wayOut({ code }: FailureInfo): readonly [label: string, command: string] {
  if (code === 'untrusted-workspace')
    return [l10n.t('Manage Workspace Trust'), 'workbench.trust.manage'];
  if (code === 'usage')
    return [l10n.t('Open Example'), 'skipscope.openExample' satisfies CommandId];
  return [l10n.t('Show Log'), 'skipscope.showLog' satisfies CommandId];
}

import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { FailureInfo } from '../../../shared/base/failures';
import { explainFailure } from '../../../shared/words/failures';
import type { CommandId } from '../manifest/contributions';

/** Shows the user the reason of a failed command, and offers the next step. */
export async function showFailure(failure: FailureInfo): Promise<void> {
  const [label, command] = nextStep(failure);
  const show =
    failure.code === 'usage' || failure.code === 'untrusted-workspace'
      ? vscode.window.showInformationMessage
      : vscode.window.showErrorMessage;
  if (await show(explainFailure(failure), label)) await vscode.commands.executeCommand(command);
}

function nextStep({ code }: FailureInfo): readonly [label: string, command: string] {
  if (code === 'untrusted-workspace')
    return [l10n.t('Manage Workspace Trust'), 'workbench.trust.manage'];
  if (code === 'usage')
    return [l10n.t('Open Example'), 'skipscope.openExample' satisfies CommandId];
  return [l10n.t('Show Log'), 'skipscope.showLog' satisfies CommandId];
}

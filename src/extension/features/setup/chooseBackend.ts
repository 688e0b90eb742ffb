import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { BackendStatus } from '../../../shared/protocol/engineContract';
import type { BackendName } from '../../../shared/report/report';
import { whyUnavailable } from '../../../shared/words/remedies';
import { setting } from '../../core/manifest/settings';

interface Choice extends vscode.QuickPickItem {
  readonly backend: BackendName | 'auto';
}

/** As the setting calls it. */
const automatic = 'auto' as const;

/** Lists what can run here, and why the rest cannot; the choice goes to the settings. */
export async function chooseBackend(statuses: Promise<readonly BackendStatus[]>): Promise<void> {
  const choices = statuses.then((known) => [
    { label: automatic, description: l10n.t('the best that is available'), backend: automatic },
    ...known.map(choiceOf),
  ]);
  const current = setting('skipscope.backend');
  const choice = await vscode.window.showQuickPick<Choice>(choices, {
    placeHolder: l10n.t('Backend for building and probing models (now: {0})', current),
    matchOnDetail: true,
  });
  if (!choice) return;
  await vscode.workspace
    .getConfiguration()
    .update('skipscope.backend', choice.backend, vscode.ConfigurationTarget.Global);
}

function choiceOf(status: BackendStatus): Choice {
  return status.available
    ? {
        label: status.name,
        description: l10n.t('{0}, version {1}', status.device, status.version),
        backend: status.name,
      }
    : {
        label: `$(circle-slash) ${status.name}`,
        detail: whyUnavailable(status, l10n.t('Set Up TensorFlow Engine')),
        backend: status.name,
      };
}

import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { BackendStatus } from '../../../shared/protocol/inspectRequest';
import type { BackendName } from '../../../shared/report/report';
import { whyUnavailable } from '../../../shared/words/remedies';
import { setting } from '../../core/manifest/settings';

interface BackendItem extends vscode.QuickPickItem {
  readonly backend: BackendName | 'auto';
}

/** The setting's value for the best available backend. */
const automatic = 'auto' as const;

/** Lists the backends, each unavailable one with its reason, and writes the choice to the settings. */
export async function chooseBackend(statuses: Promise<readonly BackendStatus[]>): Promise<void> {
  const choices = statuses.then((known) => [
    { label: automatic, description: l10n.t('the best available backend'), backend: automatic },
    ...known.map(itemOf),
  ]);
  const current = setting('skipscope.backend');
  const choice = await vscode.window.showQuickPick<BackendItem>(choices, {
    placeHolder: l10n.t('Backend for building and probing models (now: {0})', current),
    matchOnDetail: true,
  });
  if (!choice) return;
  await vscode.workspace
    .getConfiguration()
    .update('skipscope.backend', choice.backend, vscode.ConfigurationTarget.Global);
}

function itemOf(status: BackendStatus): BackendItem {
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

import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { PythonStatus } from '../../core/engine/chosenPython';
import type { BackendStatus } from '../../../shared/protocol/inspectRequest';
import type { BackendName } from '../../../shared/report/report';
import { whyUnavailable } from '../../../shared/words/remedies';
import { sentenceOf } from '../../../shared/words/sentence';
import { setting } from '../../core/manifest/settings';

interface BackendItem extends vscode.QuickPickItem {
  readonly backend: BackendName | 'auto';
}

/** A Python of the user's, which the choice names; `undefined` for one that cannot be taken. */
interface PythonItem extends vscode.QuickPickItem {
  readonly python: string | undefined;
}

type Item = BackendItem | PythonItem;

/** The setting's value for the best available backend. */
const automatic = 'auto' as const;

/**
 * Lists the backends, and the Pythons with their PyTorch, each unavailable one with its reason, and writes the choice to
 * the settings.
 */
export async function chooseBackend(
  statuses: Promise<readonly BackendStatus[]>,
  pythons: Promise<readonly PythonStatus[]>,
): Promise<void> {
  const choices = Promise.all([statuses, pythons]).then(([known, found]): Item[] => [
    { label: automatic, description: l10n.t('the best available backend'), backend: automatic },
    ...known.map(itemOf),
    ...found.map(pythonItem),
  ]);
  const current = setting('skipscope.backend');
  const choice = await vscode.window.showQuickPick<Item>(choices, {
    placeHolder: l10n.t('Backend for building and probing models (now: {0})', current),
    matchOnDetail: true,
  });
  if (!choice) return;
  const [name, value] =
    'backend' in choice
      ? ['skipscope.backend', choice.backend]
      : ['skipscope.python.interpreter', choice.python];
  if (value === undefined) return;
  await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
}

function pythonItem(status: PythonStatus): PythonItem {
  if (!status.available)
    return {
      // oxlint-disable-next-line skipscope/texts -- A package's name.
      label: '$(circle-slash) torch',
      detail: l10n.t('{0}: {1}', status.file, sentenceOf(status.reason)),
      python: undefined,
    };
  const { torch, keras, device, python, file } = status;
  const libraries = [torch && `PyTorch ${torch}`, keras && `Keras ${keras}`];
  const told = [device, ...libraries, `Python ${python}`].filter(Boolean).join(', ');
  return {
    label: torch === undefined ? 'keras' : 'torch',
    description: told,
    detail: file,
    python: file,
  };
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

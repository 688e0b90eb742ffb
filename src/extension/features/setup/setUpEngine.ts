import * as l10n from '@vscode/l10n';
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { removeAll } from '../../../runtimes/staging';
import { setUpStages, setUpTensorflow, type SetUpStage } from '../../../runtimes/setUpTensorflow';
import { setting } from '../../core/manifest/settings';
import { withProgress } from '../../core/ui/withProgress';

export interface EngineFolder {
  /** The folder in which TensorFlow is installed for this extension. */
  readonly folder: string;
  /** The engine's bundle. */
  readonly entry: string;
  readonly log: vscode.LogOutputChannel;
  /** Called after something was installed or removed. */
  readonly changed: () => void;
}

const stageTexts: Readonly<Record<SetUpStage, () => string>> = {
  'looking for TensorFlow': () => l10n.t('looking for TensorFlow'),
  'installing packages': () => l10n.t('installing packages'),
  'building the binding': () => l10n.t('building the binding'),
  'training one step': () => l10n.t('training one step'),
};

type SetUpAction = 'link' | 'choose' | 'download' | 'remove';
interface ActionItem extends vscode.QuickPickItem {
  readonly action: SetUpAction;
}

/** Installs, links or removes TensorFlow for the engine; throws the set-up's failures. */
export async function setUpEngine(engine: EngineFolder): Promise<void> {
  const item = await vscode.window.showQuickPick(items(engine.folder), {
    title: l10n.t('Set Up TensorFlow Engine'),
    placeHolder: l10n.t(
      'A step with TensorFlow takes half the time of one with the built-in WebAssembly',
    ),
  });
  if (item) await actions[item.action](engine);
}

const actions: Readonly<Record<SetUpAction, (engine: EngineFolder) => Promise<void>>> = {
  link: (engine) => install(engine, pythons()),
  choose: async (engine) => {
    const [file] =
      (await vscode.window.showOpenDialog({ openLabel: l10n.t('Use This Python') })) ?? [];
    if (file) await install(engine, [file.fsPath]);
  },
  download: (engine) => install(engine, undefined),
  remove,
};

const pythons = (): readonly string[] => {
  const named = setting('skipscope.engine.python');
  return named === '' ? ['python3', 'python'] : [named];
};

function items(folder: string): ActionItem[] {
  const [named] = pythons();
  const installed: ActionItem = {
    action: 'remove',
    label: `$(trash) ${l10n.t('Remove what was set up')}`,
    detail: folder,
  };
  return [
    {
      action: 'link',
      label: `$(link) ${l10n.t('Link to the TensorFlow of your Python')}`,
      description: named ?? '',
      detail: l10n.t('Needs npm and a C++ compiler; uses CUDA where that TensorFlow does'),
    },
    {
      action: 'choose',
      label: `$(folder-opened) ${l10n.t('Link to that of another Python…')}`,
    },
    {
      action: 'download',
      label: `$(cloud-download) ${l10n.t('Download TensorFlow 2.9')}`,
      detail: l10n.t(
        'From storage.googleapis.com, through npm; for CUDA 11 where there is an NVIDIA driver',
      ),
    },
    ...(existsSync(folder) ? [installed] : []),
  ];
}

async function remove({ folder, changed }: EngineFolder): Promise<void> {
  await removeAll(folder);
  changed();
  void vscode.window.showInformationMessage(l10n.t('TensorFlow was removed from the engine.'));
}

async function install(
  { folder, entry, log, changed }: EngineFolder,
  linkTo: readonly string[] | undefined,
): Promise<void> {
  const title = l10n.t('SkipScope: setting up TensorFlow');
  const runtime = await withProgress(title, (report, signal) => {
    const listener = {
      stage: (stage: SetUpStage) => report(`${stageTexts[stage]()} …`, 100 / setUpStages.length),
      log: (text: string) => log.info(text.trimEnd()),
    };
    return setUpTensorflow({ folder, entry, linkTo }, listener, signal);
  });
  if (!runtime) return;
  changed();
  const { backend, device } = runtime;
  void vscode.window.showInformationMessage(
    l10n.t('TensorFlow is set up: a step was trained with {0} on {1}.', backend, device),
  );
}

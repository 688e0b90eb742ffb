import * as l10n from '@vscode/l10n';
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { removeAll } from '../../../runtimes/staging';
import { setUpStages, setUpTensorflow, type SetUpStage } from '../../../runtimes/setUpTensorflow';
import { toFailureInfo } from '../../../shared/base/failures';
import type { BackendInfo } from '../../../shared/report/report';
import { setting } from '../../core/manifest/settings';

export interface EngineFolder {
  /** Where TensorFlow is installed for this extension. */
  readonly folder: string;
  /** The engine's bundle. */
  readonly entry: string;
  readonly log: vscode.LogOutputChannel;
  /** Called when what is installed has changed. */
  readonly changed: () => void;
}

const stageWords: Readonly<Record<SetUpStage, string>> = {
  'looking for TensorFlow': l10n.t('looking for TensorFlow'),
  'installing packages': l10n.t('installing packages'),
  'building the binding': l10n.t('building the binding'),
  'training one step': l10n.t('training one step'),
};

type Way = 'link' | 'choose' | 'download' | 'remove';
interface Choice extends vscode.QuickPickItem {
  readonly way: Way;
}

/** Installs, links or removes TensorFlow for the engine; throws the set-up's failures. */
export async function setUpEngine(engine: EngineFolder): Promise<void> {
  const choice = await vscode.window.showQuickPick(choices(engine.folder), {
    title: l10n.t('Set Up TensorFlow Engine'),
    placeHolder: l10n.t(
      'A step with TensorFlow takes half the time of one with the built-in WebAssembly',
    ),
  });
  if (choice) await ways[choice.way](engine);
}

const ways: Readonly<Record<Way, (engine: EngineFolder) => Promise<void>>> = {
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

function choices(folder: string): Choice[] {
  const [named] = pythons();
  const installed: Choice = {
    way: 'remove',
    label: `$(trash) ${l10n.t('Remove what was set up')}`,
    detail: folder,
  };
  return [
    {
      way: 'link',
      label: `$(link) ${l10n.t('Link to the TensorFlow of your Python')}`,
      description: named ?? '',
      detail: l10n.t('Needs npm and a C++ compiler; uses CUDA where that TensorFlow does'),
    },
    {
      way: 'choose',
      label: `$(folder-opened) ${l10n.t('Link to that of another Python…')}`,
    },
    {
      way: 'download',
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

async function install(engine: EngineFolder, linkTo: readonly string[] | undefined): Promise<void> {
  try {
    const { name, device } = await installWithProgress(engine, linkTo);
    engine.changed();
    void vscode.window.showInformationMessage(
      l10n.t('TensorFlow is set up: a step was trained with {0} on {1}.', name, device),
    );
  } catch (error) {
    if (toFailureInfo(error).code !== 'cancelled') throw error;
  }
}

function installWithProgress(
  { folder, entry, log }: EngineFolder,
  linkTo: readonly string[] | undefined,
): Thenable<BackendInfo> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: l10n.t('SkipScope: setting up TensorFlow'),
    cancellable: true,
  };
  return vscode.window.withProgress(options, (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const listener = {
      stage: (stage: SetUpStage) =>
        progress.report({ message: `${stageWords[stage]} …`, increment: 100 / setUpStages.length }),
      log: (text: string) => log.info(text.trimEnd()),
    };
    return setUpTensorflow({ folder, entry, linkTo }, listener, stop.signal);
  });
}

import * as vscode from 'vscode';
import { sentenceOf } from '../../../shared/words/sentence';
import { onSettingChange, setting } from '../manifest/settings';
import { ChosenPython } from './chosenPython';
import { EngineSlot } from './engineSlot';
import { packagePlaces } from './packagePlaces';
import { onEditorPythonChange } from './pythonExtension';

/** The folder of the finished cells of experiments. */
export const cellsFolder = ({ globalStorageUri }: vscode.ExtensionContext): string =>
  vscode.Uri.joinPath(globalStorageUri, 'cells').fsPath;

const versionOf = ({ extension }: vscode.ExtensionContext): string =>
  String((extension.packageJSON as { readonly version?: unknown }).version);

/** Opens the engine of this window, whose limits and packages follow the settings, the folders and their trust. */
export function openEngine(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): EngineSlot {
  const python = new ChosenPython(() => engine.renew());
  const engine: EngineSlot = new EngineSlot(
    () => ({
      entry: context.asAbsolutePath('dist/engine.js'),
      log: (text) => log.info(text.trimEnd()),
      packages: packagePlaces(context.globalStorageUri),
      folder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
      backend: setting('skipscope.backend'),
      python: python.means.choice,
      pythonPackages: python.means.packages,
      warn: (why) => log.warn(sentenceOf(why)),
      journals: {
        folder: cellsFolder(context),
        version: versionOf(context),
      },
      cache: vscode.Uri.joinPath(context.globalStorageUri, 'cache').fsPath,
      deadlineSeconds: setting('skipscope.engine.deadlineSeconds'),
      memoryMegabytes: setting('skipscope.engine.memoryMegabytes'),
    }),
    () => vscode.workspace.isTrusted,
  );
  const renew = (): void => engine.renew();
  const look = (): void => void python.look();
  look();
  context.subscriptions.push(
    onSettingChange(
      [
        'skipscope.backend',
        'skipscope.engine.deadlineSeconds',
        'skipscope.engine.memoryMegabytes',
        'skipscope.engine.packages',
      ],
      renew,
    ),
    onSettingChange(['skipscope.python.interpreter', 'skipscope.python.route'], look),
    onEditorPythonChange(look),
    vscode.workspace.onDidGrantWorkspaceTrust(renew),
    vscode.workspace.onDidGrantWorkspaceTrust(look),
    vscode.workspace.onDidChangeWorkspaceFolders(renew),
    vscode.workspace.onDidChangeWorkspaceFolders(look),
  );
  return engine;
}

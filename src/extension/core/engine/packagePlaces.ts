import * as vscode from 'vscode';
import { setting } from '../manifest/settings';

/** The folder of **Set Up TensorFlow Engine**: the extension's own, outside every workspace. */
export const setUpFolder = (storage: vscode.Uri): string =>
  vscode.Uri.joinPath(storage, 'tensorflow').fsPath;

/**
 * Folders whose `node_modules` may hold optional backends, best first: the setting's, those of a
 * trusted workspace (loading them runs their code), and that of {@link setUpFolder}.
 */
export function packagePlaces(storage: vscode.Uri): readonly string[] {
  const named = setting('skipscope.engine.packages');
  const folders = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
  return [
    ...(named === '' ? [] : [named]),
    ...folders.filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath),
    setUpFolder(storage),
  ];
}

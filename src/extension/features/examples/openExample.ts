import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

const extensionOf = '.ts';

/** Opens a copy of an example model as a new, unsaved document. */
export async function openExample(extension: vscode.Uri, wanted?: string): Promise<void> {
  const folder = vscode.Uri.joinPath(extension, 'examples');
  const name = wanted ?? (await pick(folder));
  if (name === undefined) return;
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name + extensionOf));
  const content = new TextDecoder().decode(bytes);
  const document = await vscode.workspace.openTextDocument({ language: 'typescript', content });
  await vscode.window.showTextDocument(document);
}

async function pick(folder: vscode.Uri): Promise<string | undefined> {
  const files = await vscode.workspace.fs.readDirectory(folder);
  const names = files
    .filter(([name]) => name.endsWith(extensionOf))
    .map(([name]) => name.slice(0, -extensionOf.length));
  return vscode.window.showQuickPick(names, { placeHolder: l10n.t('Choose an example') });
}

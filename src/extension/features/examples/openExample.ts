import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { exampleLine, inOrder } from './exampleLine';

/** The editor's languages by the endings of the examples that open as text. */
const languages: Readonly<Record<string, string>> = { '.py': 'python', '.ts': 'typescript' };

const languageOf = (file: string): string | undefined => languages[path.extname(file)];

/** Opens a copy of an example, named by its file, as a new, unsaved document. */
export async function openExample(extension: vscode.Uri, wanted?: string): Promise<void> {
  const folder = vscode.Uri.joinPath(extension, 'examples');
  const name = wanted ?? (await pick(folder));
  const language = name === undefined ? undefined : languageOf(name);
  if (name === undefined || language === undefined) return;
  const content = await read(folder, name);
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document);
}

async function pick(folder: vscode.Uri): Promise<string | undefined> {
  const files = await vscode.workspace.fs.readDirectory(folder);
  const names = files.map(([name]) => name).filter((name) => languageOf(name) !== undefined);
  const items = inOrder(names).map(async (label) => ({
    label,
    description: exampleLine(await read(folder, label)),
  }));
  const options = { placeHolder: l10n.t('Choose an example'), matchOnDescription: true };
  return (await vscode.window.showQuickPick(Promise.all(items), options))?.label;
}

const read = async (folder: vscode.Uri, name: string): Promise<string> =>
  new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name)));

import path from 'node:path';
import * as vscode from 'vscode';
import { OVERRIDES_FILE } from '../../../workspace/overrides/overrides';

/** The file with the overrides of a root folder. */
export const overridesUri = (root: string): vscode.Uri =>
  vscode.Uri.file(path.join(root, OVERRIDES_FILE));

/** Replaces the text through the editor: an open document changes with it, and the user can undo it. */
export async function writeText(uri: vscode.Uri, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { ignoreIfExists: true });
  await vscode.workspace.applyEdit(edit);
  const document = await vscode.workspace.openTextDocument(uri);
  const change = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  change.replace(uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  await vscode.workspace.applyEdit(change);
  await document.save();
}

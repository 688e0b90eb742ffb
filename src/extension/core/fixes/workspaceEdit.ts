import * as vscode from 'vscode';
import type { TextEdit } from '../../../shared/model/fix';

/** An edit of a document as the editor applies it; with `entry` it is shown for consent first. */
export function workspaceEdit(
  document: vscode.TextDocument,
  { replacements }: TextEdit,
  entry?: vscode.WorkspaceEditEntryMetadata,
): vscode.WorkspaceEdit {
  const change = new vscode.WorkspaceEdit();
  for (const { start, end, text } of replacements) {
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    // The editor would preview what has an entry, even one that asks for no consent.
    if (entry) change.replace(document.uri, range, text, entry);
    else change.replace(document.uri, range, text);
  }
  return change;
}

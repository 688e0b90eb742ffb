import path from 'node:path';
import * as vscode from 'vscode';
import type { InspectRequest } from '../../../shared/protocol/inspectRequest';
import { sourceName } from '../detection/sourceName';

/** The part of a document that places it. */
export type Placed = Pick<vscode.TextDocument, 'uri' | 'isUntitled' | 'languageId'>;

/** The root folder of a run, which its report names files relative to, and the file; an unsaved document is a file of the root. */
export function requestPlace(document: Placed): Pick<InspectRequest, 'root' | 'file'> {
  const root = rootOf(document);
  return { root, file: fileOf(document, root) };
}

function rootOf(document: Placed): string {
  const folder =
    vscode.workspace.getWorkspaceFolder(document.uri) ?? vscode.workspace.workspaceFolders?.[0];
  if (folder && (document.isUntitled || isWithin(folder.uri.fsPath, document.uri.fsPath))) {
    return folder.uri.fsPath;
  }
  return document.isUntitled ? process.cwd() : path.dirname(document.uri.fsPath);
}

const isWithin = (folder: string, file: string): boolean =>
  !path.relative(folder, file).startsWith('..');

/** The document's file; an unsaved document counts as a file of the root. */
function fileOf({ uri, isUntitled, languageId }: Placed, root: string): string {
  const file = sourceName(uri.fsPath, languageId);
  return isUntitled ? path.join(root, path.basename(file)) : file;
}

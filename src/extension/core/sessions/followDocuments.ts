import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import { languages } from '../manifest/contributions';
import type { SiteIndex } from '../detection/siteIndex';
import type { LineEdit } from './lineEdits';
import type { Sessions } from './sessions';

/** Passes edits on to sessions, keeps those of renamed files, and removes those whose model or file is gone. */
export function followDocuments(index: SiteIndex, sessions: Sessions): Disposable {
  const store = new DisposableStore();
  store.add(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0) return;
      sessions.edited(
        document.uri.toString(),
        contentChanges.map((change) => lineEdit(document, change)),
        () => document.getText(),
      );
    }),
  );
  // Half-typed text may hide a model for a moment: only a saved text counts.
  store.add(
    vscode.workspace.onDidSaveTextDocument((document) => {
      const definesModels = languages.includes(document.languageId);
      if (definesModels && sessions.of(document.uri.toString()).length > 0) {
        void retain(index, sessions, document);
      }
    }),
  );
  store.add(
    vscode.workspace.onDidCloseTextDocument((document) => {
      index.forget(document);
      if (document.isUntitled) sessions.retain(document.uri.toString(), []);
    }),
  );
  store.add(forgetDeleted(sessions));
  return store;
}

/** Removes the sessions of files that the editor or another program deletes; a file that the editor renames keeps its own. */
function forgetDeleted(sessions: Sessions): Disposable {
  const store = new DisposableStore();
  const forget = (uri: vscode.Uri): void => sessions.forget(uri.toString());
  store.add(vscode.workspace.onDidDeleteFiles(({ files }) => files.forEach(forget)));
  const renaming = new Set<string>();
  store.add(
    vscode.workspace.onWillRenameFiles(({ files }) =>
      files.forEach(({ oldUri }) => renaming.add(oldUri.toString())),
    ),
  );
  store.add(
    vscode.workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) {
        sessions.move(oldUri.toString(), newUri.toString());
        renaming.delete(oldUri.toString());
      }
    }),
  );
  // Only deletions: a file that another program renames is deleted under its old name.
  const watcher = store.add(vscode.workspace.createFileSystemWatcher('**/*', true, true, false));
  store.add(
    watcher.onDidDelete((uri) => {
      if (!holdsUnsaved(uri) && !renaming.has(uri.toString())) forget(uri);
    }),
  );
  return store;
}

/** Tells whether the editor holds a text that is not on the disk. */
const holdsUnsaved = (uri: vscode.Uri): boolean =>
  vscode.workspace.textDocuments.some(
    (document) => document.isDirty && document.uri.toString() === uri.toString(),
  );

async function retain(
  index: SiteIndex,
  sessions: Sessions,
  document: vscode.TextDocument,
): Promise<void> {
  const { version } = document;
  // A document that cannot be searched may still have them all.
  const sites = await index.sites(document).catch(() => undefined);
  if (!sites || document.version !== version) return;
  sessions.retain(
    document.uri.toString(),
    sites.map(({ name }) => name),
  );
}

/** The lines of a change. The text before it is the same before and after; indentation counts as the line's start. */
function lineEdit(
  document: vscode.TextDocument,
  { range, text }: vscode.TextDocumentContentChangeEvent,
): LineEdit {
  const before = new vscode.Range(range.start.with({ character: 0 }), range.start);
  const fromLineStart = document.getText(before).trim() === '';
  return {
    startLine: range.start.line + 1,
    fromLineStart,
    endLine: range.end.line + 1,
    toLineStart: range.end.character === 0 || (range.isEmpty && fromLineStart),
    added: text.split('\n').length - 1,
  };
}

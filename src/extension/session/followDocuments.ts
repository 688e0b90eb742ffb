import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../shared/base/lifecycle';
import { languages } from '../contributions';
import type { SiteIndex } from '../detection/siteIndex';
import type { LineEdit } from './lineEdits';
import type { Sessions } from './sessions';

/** Tells sessions of edits, and forgets those whose model or file is gone. */
export function followDocuments(index: SiteIndex, sessions: Sessions): Disposable {
  const store = new DisposableStore();
  store.add(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0) return;
      sessions.edited(document.uri.toString(), contentChanges.map(lineEdit));
    }),
  );
  // Half-typed text may hide a model for a moment; what is saved counts.
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
  store.add(
    vscode.workspace.onDidDeleteFiles(({ files }) => {
      for (const file of files) sessions.retain(file.toString(), []);
    }),
  );
  return store;
}

async function retain(
  index: SiteIndex,
  sessions: Sessions,
  document: vscode.TextDocument,
): Promise<void> {
  const { version } = document;
  const sites = await index.sites(document);
  if (document.version !== version) return;
  sessions.retain(
    document.uri.toString(),
    sites.map(({ name }) => name),
  );
}

function lineEdit({ range, text }: vscode.TextDocumentContentChangeEvent): LineEdit {
  return {
    startLine: range.start.line + 1,
    fromLineStart: range.start.character === 0,
    endLine: range.end.line + 1,
    toLineStart: range.end.character === 0,
    added: text.split('\n').length - 1,
  };
}

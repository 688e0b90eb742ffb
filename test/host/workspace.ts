import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

/** Bounds a wait, so that a state that never comes is a failure. */
const PATIENCE_MILLISECONDS = 240_000;

/** The tests' actions in the editor, and their view of the extension: its lenses and problems. */
export class Workspace {
  constructor(readonly folder: string) {}

  async open(file: string, text?: string): Promise<vscode.TextEditor> {
    const absolute = path.join(this.folder, file);
    if (text !== undefined) writeFileSync(absolute, text);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(absolute));
    return vscode.window.showTextDocument(document);
  }

  /** Titles of the lenses over a document. */
  async lenses({ document }: vscode.TextEditor): Promise<string[]> {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    return lenses.map(({ command }) => command?.title ?? '');
  }

  /** Messages of the extension's problems in a document. */
  problems({ document }: vscode.TextEditor): string[] {
    return vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ source }) => source === 'SkipScope')
      .map(({ message }) => message);
  }

  /** Waits for a state, asking again whenever something may have changed. */
  async until<T>(what: string, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
    const end = performance.now() + PATIENCE_MILLISECONDS;
    while (performance.now() < end) {
      const found = await look();
      if (found !== undefined) return found;
      await new Promise((done) => setTimeout(done, 2));
    }
    throw new Error(`waited in vain for ${what}`);
  }

  /** Leaves the host alone: for what is timed, never for a state. */
  async rest(milliseconds: number): Promise<void> {
    await new Promise((done) => setTimeout(done, milliseconds));
  }

  /** Replaces the first match of a pattern in a document, as typing does. */
  async replace(editor: vscode.TextEditor, pattern: RegExp, by: string): Promise<void> {
    const { document } = editor;
    const match = pattern.exec(document.getText());
    if (!match) throw new Error(`${pattern.source} is not in ${document.fileName}`);
    const start = document.positionAt(match.index);
    const end = document.positionAt(match.index + match[0].length);
    const done = await editor.edit((edit) => edit.replace(new vscode.Range(start, end), by));
    if (!done) throw new Error('the editor refused an edit');
  }
}

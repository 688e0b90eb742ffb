import * as vscode from 'vscode';
import { DisposableStore } from '../../../shared/base/lifecycle';

/** What to write at a line of a document, 0-based. */
export interface Note<L> {
  readonly at: number;
  readonly look: L;
  /** Written after the line; empty where the look says it all. */
  readonly text: string;
}

/** Notes at the lines of editors, one decoration type for each look. What has not changed is not written again. */
export class Decorations<L> implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly types: readonly (readonly [L, vscode.TextEditorDecorationType])[];
  private readonly written = new WeakMap<vscode.TextEditor, string>();

  constructor(looks: readonly L[], options: (look: L) => vscode.DecorationRenderOptions) {
    this.types = looks.map((look) => [look, this.store.add(decoration(options(look)))] as const);
  }

  dispose(): void {
    this.store.dispose();
  }

  write(editor: vscode.TextEditor, notes: readonly Note<L>[]): void {
    const key = JSON.stringify([editor.document.version, notes]);
    if (this.written.get(editor) === key) return;
    this.written.set(editor, key);
    for (const [look, type] of this.types) {
      const ofLook = notes.filter((note) => note.look === look);
      editor.setDecorations(
        type,
        ofLook.map((note) => placed(editor.document, note)),
      );
    }
  }
}

/** The whole line, held at its first word: what is typed or broken off behind it does not move the note. */
const decoration = (options: vscode.DecorationRenderOptions): vscode.TextEditorDecorationType =>
  vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    ...options,
  });

function placed(
  document: vscode.TextDocument,
  { at, text }: Note<unknown>,
): vscode.DecorationOptions {
  const start = document.lineAt(at).firstNonWhitespaceCharacterIndex;
  const range = new vscode.Range(at, start, at, start + 1);
  return { range, ...(text === '' ? {} : { renderOptions: { after: { contentText: text } } }) };
}

import * as vscode from 'vscode';
import { DisposableStore } from '../../../shared/base/lifecycle';

/** A note at a line of a document. */
export interface Note<S> {
  /** 0-based. */
  readonly at: number;
  readonly style: S;
  /** Follows the line; empty if the style alone says enough. */
  readonly text: string;
}

/** Writes notes at the lines of editors, with one decoration type for each style, and only if they changed. */
export class Decorations<S> implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly types: readonly (readonly [S, vscode.TextEditorDecorationType])[];
  private readonly written = new WeakMap<vscode.TextEditor, string>();

  constructor(styles: readonly S[], options: (style: S) => vscode.DecorationRenderOptions) {
    this.types = styles.map(
      (style) => [style, this.store.add(decoration(options(style)))] as const,
    );
  }

  dispose(): void {
    this.store.dispose();
  }

  write(editor: vscode.TextEditor, notes: readonly Note<S>[]): void {
    const key = JSON.stringify([editor.document.version, notes]);
    if (this.written.get(editor) === key) return;
    this.written.set(editor, key);
    for (const [style, type] of this.types) {
      const ofStyle = notes.filter((note) => note.style === style);
      editor.setDecorations(
        type,
        ofStyle.map((note) => placed(editor.document, note)),
      );
    }
  }
}

/** Decorates the whole line but is tied to its first word: edits behind that do not move the note. */
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

import * as vscode from 'vscode';
import type { FixRequest, TextEdit } from '../../../shared/model/fix';
import { sentenceOf } from '../../../shared/words/sentence';
import { sourceName } from '../../core/detection/sourceName';
import type { Problem } from './diagnostics';

/** The part of the diagnostics that fixes need. */
interface FixableProblems {
  fixable(uri: vscode.Uri, range: vscode.Range): readonly Problem[];
}

/** Offers edits that solve a problem; the editor previews each one. */
export class QuickFixes implements vscode.CodeActionProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix];

  constructor(
    private readonly problems: FixableProblems,
    private readonly propose: (request: FixRequest) => Promise<TextEdit | null>,
  ) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
  ): Promise<vscode.CodeAction[]> {
    const { version } = document;
    const problems = this.problems.fixable(document.uri, range);
    const actions = await Promise.all(problems.map((problem) => this.action(document, problem)));
    return version === document.version ? actions.filter((action) => action !== undefined) : [];
  }

  private async action(
    document: vscode.TextDocument,
    { diagnostic, fix }: Problem,
  ): Promise<vscode.CodeAction | undefined> {
    if (!fix) return undefined;
    const { line, character } = diagnostic.range.start;
    const edit = await this.propose({
      file: sourceName(document.uri.fsPath, document.languageId),
      text: document.getText(),
      at: { line: line + 1, column: character + 1 },
      fix,
    });
    return edit ? codeAction(document, diagnostic, edit) : undefined;
  }
}

function codeAction(
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
  { start, end, text, title: titleMessage }: TextEdit,
): vscode.CodeAction {
  const title = sentenceOf(titleMessage);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(document.uri, range, text, { needsConfirmation: true, label: title });
  action.diagnostics = [diagnostic];
  return action;
}

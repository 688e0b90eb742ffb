import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { TextEdit } from '../../../shared/model/fix';
import { sourceName } from '../../core/detection/sourceName';
import { fixTitle, type SureFix, type SureFixes } from '../../core/fixes/sureFixes';
import { workspaceEdit } from '../../core/fixes/workspaceEdit';
import type { CommandArguments } from '../../core/manifest/contributions';
import type { Problem } from './diagnostics';
import { isTriable, trialTitle } from './fixTrials';

/** The part of the diagnostics that fixes need. */
interface FixableProblems {
  fixable(uri: vscode.Uri, range: vscode.Range): readonly Problem[];
}

/** Offers edits that solve a problem: each is made at once, or shown in a preview first. */
export class QuickFixes implements vscode.CodeActionProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix];

  constructor(
    private readonly problems: FixableProblems,
    private readonly fixes: SureFixes,
  ) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
  ): Promise<vscode.CodeAction[]> {
    const { version } = document;
    const problems = this.problems.fixable(document.uri, range);
    const actions = await Promise.all(problems.map((problem) => this.actions(document, problem)));
    return version === document.version ? actions.flat() : [];
  }

  private async actions(
    document: vscode.TextDocument,
    problem: Problem,
  ): Promise<readonly vscode.CodeAction[]> {
    const found = await fixFor(document, problem, this.fixes);
    if (!found) return [];
    const { edit } = found;
    const title = fixTitle(found);
    const atOnce = codeAction(title, workspaceEdit(document, edit));
    atOnce.isPreferred = true;
    const label = l10n.t('{0} (preview)', title);
    const preview = codeAction(
      label,
      workspaceEdit(document, edit, { label, needsConfirmation: true }),
    );
    for (const action of [atOnce, preview]) action.diagnostics = [problem.diagnostic];
    const trial = trialAction(document, problem, edit);
    return [atOnce, preview, ...(trial ? [trial] : [])];
  }
}

/** The edit of a problem's fix in the present text; `undefined` if none builds. */
export async function fixFor(
  document: vscode.TextDocument,
  { diagnostic, fix, request }: Problem,
  fixes: SureFixes,
): Promise<SureFix | undefined> {
  if (!fix) return undefined;
  const { line, character } = diagnostic.range.start;
  const wanted = {
    file: sourceName(document.uri.fsPath, document.languageId),
    text: document.getText(),
    at: { line: line + 1, column: character + 1 },
    fix,
  };
  return fixes.find(wanted, request);
}

/** Probes with the edit, and tells what it did, where there are numbers to compare with. */
function trialAction(
  document: vscode.TextDocument,
  { diagnostic, current }: Problem,
  edit: TextEdit,
): vscode.CodeAction | undefined {
  if (!current || !isTriable(current, document.uri.fsPath)) return undefined;
  const title = trialTitle(edit);
  const { code, layer } = current.finding;
  const given: CommandArguments['skipscope.tryFix'] = [
    { document: document.uri.toString(), code, layer },
  ];
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: 'skipscope.tryFix', title, arguments: given };
  action.diagnostics = [diagnostic];
  return action;
}

function codeAction(title: string, edit: vscode.WorkspaceEdit): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = edit;
  return action;
}

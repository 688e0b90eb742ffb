import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import { registerCommands } from '../../core/commands/registerCommands';
import { languages } from '../../core/manifest/contributions';
import type { Services } from '../../core/services';
import { Diagnostics } from './diagnostics';
import { explainFinding } from './explainFinding';
import { FixTrials } from './fixTrials';
import { QuickFixes } from './quickFixes';
import { tryFix } from './tryFix';

/** Findings and failures in the Problems view, the edits that solve some of them, and their explanations. */
export function registerProblems({ sessions, fixes, engine, context }: Services): Disposable {
  const store = new DisposableStore();
  const trials = new FixTrials(engine, () => problems.refresh());
  const problems: Diagnostics = store.add(
    new Diagnostics(sessions, (current) => trials.textOf(current)),
  );
  const quick = new QuickFixes(problems, fixes);
  const providedCodeActionKinds = QuickFixes.kinds;
  store.add(
    vscode.languages.registerCodeActionsProvider(languages, quick, { providedCodeActionKinds }),
  );
  store.add(
    registerCommands({
      'skipscope.explainFinding': (code) => explainFinding(context.extensionUri, code),
      'skipscope.tryFix': (place) => tryFix({ problems, trials, fixes }, place),
    }),
  );
  return store;
}

import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import { registerCommands } from '../../core/commands/registerCommands';
import { languages } from '../../core/manifest/contributions';
import type { Services } from '../../core/services';
import { Diagnostics } from './diagnostics';
import { explainFinding } from './explainFinding';
import { QuickFixes } from './quickFixes';

/** Findings and failures in the Problems view, the edits that solve some of them, and their explanations. */
export function registerProblems({ sessions, detector, context }: Services): Disposable {
  const store = new DisposableStore();
  const problems = store.add(new Diagnostics(sessions));
  const fixes = new QuickFixes(problems, (request) => detector.proposeEdit(request));
  const providedCodeActionKinds = QuickFixes.kinds;
  store.add(
    vscode.languages.registerCodeActionsProvider(languages, fixes, { providedCodeActionKinds }),
  );
  store.add(
    registerCommands({
      'skipscope.explainFinding': (code) => explainFinding(context.extensionUri, code),
    }),
  );
  return store;
}

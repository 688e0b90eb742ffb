import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { SureFixes } from '../../core/fixes/sureFixes';
import { workspaceEdit } from '../../core/fixes/workspaceEdit';
import type { FindingPlace } from '../../core/manifest/contributions';
import { progressText } from '../../../shared/words/progressText';
import { withProgress } from '../../core/ui/withProgress';
import type { Problem } from './diagnostics';
import { isTriable, type FixTrials } from './fixTrials';
import { fixFor } from './quickFixes';

interface Trying {
  readonly problems: { find(place: FindingPlace): Problem | undefined };
  readonly trials: FixTrials;
  readonly fixes: SureFixes;
}

/** Probes a model with the quick fix of a finding, shows what it did, and offers to make the edit. */
export async function tryFix(
  { problems, trials, fixes }: Trying,
  place: FindingPlace | undefined,
): Promise<void> {
  const problem = place && problems.find(place);
  if (!problem?.current) return;
  const { current, uri } = problem;
  const document = await vscode.workspace.openTextDocument(uri);
  const found = await fixFor(document, problem, fixes);
  const edit = found?.edit;
  if (!edit || !isTriable(current, uri.fsPath)) return;
  const text = await withProgress(l10n.t('Trying a fix'), (report, signal) =>
    trials.try(current, edit, { progress: (at) => report(progressText(at)), signal }),
  );
  if (text === undefined) return;
  const apply = l10n.t('Apply');
  const chosen = await vscode.window.showInformationMessage(text, apply);
  if (chosen === apply) await vscode.workspace.applyEdit(workspaceEdit(document, edit));
}

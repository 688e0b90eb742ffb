import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Failure } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';
import type { ModelKey } from '../../../shared/model/modelKey';
import { titleOf } from '../../core/sessions/savedModel';
import type { HistoryEntry } from '../../core/history/historyIndex';
import type { ComparedReports } from '../../core/history/keptComparisons';
import type { RunHistory } from '../../core/history/runHistory';

interface RunItem extends vscode.QuickPickItem {
  readonly entry: HistoryEntry;
}

/** Lets the user choose two kept reports of a model, and compares the earlier one with the later one. */
export async function compareRuns(
  site: ModelKey,
  history: RunHistory,
  compare: (reports: ComparedReports) => void,
): Promise<void> {
  const entries = history.of(site);
  const oldest = entries.at(-1);
  if (entries.length < 2) {
    const title = titleOf(site);
    throw new Failure('usage', message('editor.too-few-runs', { title }));
  }
  const after = await choose(entries, oldest, l10n.t('Choose a run to compare'));
  if (!after) return;
  const others = entries.filter((entry) => entry !== after);
  const before = await choose(others, oldest, l10n.t('Choose the run to compare it with'));
  if (!before) return;
  const [earlier, later] = [before, after].sort((a, b) => a.at - b.at) as [
    HistoryEntry,
    HistoryEntry,
  ];
  compare({ before: await history.read(earlier), after: await history.read(later) });
}

/** A run is called by what it changed; its time stands below. */
function labelOf(entry: HistoryEntry, oldest: HistoryEntry | undefined): string {
  const { change, probed } = entry;
  const unchanged = entry === oldest ? l10n.t('first run') : l10n.t('the same network again');
  const label = change ?? unchanged;
  return probed ? label : l10n.t('{0}, not probed', label);
}

async function choose(
  entries: readonly HistoryEntry[],
  oldest: HistoryEntry | undefined,
  placeHolder: string,
): Promise<HistoryEntry | undefined> {
  const choices = entries.map((entry): RunItem => {
    const when = new Date(entry.at).toLocaleString();
    return { label: labelOf(entry, oldest), description: entry.verdict, detail: when, entry };
  });
  const options = { placeHolder, matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(choices, options))?.entry;
}

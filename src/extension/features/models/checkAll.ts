import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ModelKey } from '../../../shared/model/modelKey';
import { summaryOf, type Standing } from '../../../shared/words/verdict/summary';
import type { Services } from '../../core/services';
import { findingLevelsInForce } from '../../core/standing/findingSetting';
import { standingOf } from './modelState';

/** Two engines at work share the cores of most machines. */
const LANES = 2;

/** Probes every listed model, two at a time, and says in one sentence how they stand. */
export async function checkAll(services: Services): Promise<void> {
  const { workspace } = services;
  if (workspace.listing.kind === 'none') await workspace.refresh();
  const models = workspace.files.flatMap(({ file, sites }) =>
    sites.map(({ name }): ModelKey => ({ document: vscode.Uri.file(file).toString(), name })),
  );
  const title = l10n.t('Checking models');
  const location = vscode.ProgressLocation.Notification;
  const checked = await vscode.window.withProgress(
    { location, title, cancellable: true },
    (progress, token) => probeAll(models, services, { progress, token }),
  );
  const summary = summaryOf(checked.map((key) => standing(key, services)));
  void vscode.window.showInformationMessage(summary);
}

interface Watched {
  readonly progress: vscode.Progress<{ message: string; increment: number }>;
  readonly token: vscode.CancellationToken;
}

/** The models that were probed before the user cancelled. */
async function probeAll(
  models: readonly ModelKey[],
  { inspect, sessions }: Services,
  { progress, token }: Watched,
): Promise<readonly ModelKey[]> {
  const waiting = [...models];
  const done: ModelKey[] = [];
  token.onCancellationRequested(() => {
    for (const key of waiting.splice(0)) sessions.find(key)?.cancel();
  });
  const lane = async (): Promise<void> => {
    for (let key = waiting.shift(); key; key = waiting.shift()) {
      const { name } = key;
      const message = l10n.t('{0} of {1}: {2}', done.length + 1, models.length, name);
      progress.report({ message, increment: 100 / models.length });
      await inspect(key, true);
      done.push(key);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return done;
}

function standing(key: ModelKey, { sessions }: Services): Standing {
  const { state, isWorrying } = standingOf(sessions.find(key)?.state, findingLevelsInForce());
  if (state === 'probed') return isWorrying ? 'found' : 'healthy';
  return state === 'failed' ? 'failed' : 'unprobed';
}

import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import { languageOf } from '../../../detection/languages/sourceFile';
import { registerCommands, runCommand } from '../../core/commands/registerCommands';
import type { Services } from '../../core/services';
import { LiveRefresh } from './liveRefresh';
import { RunProgress } from './runProgress';

/** Starting, following, repeating and ending runs. */
export function registerRuns(services: Services): Disposable {
  const { sessions, inspections, inspect, chooser } = services;
  const store = new DisposableStore();
  store.add(startEngineForModels(services));
  store.add(new RunProgress(sessions));
  store.add(new LiveRefresh(sessions, inspect));
  store.add(
    registerCommands({
      'skipscope.probeGradients': (given) =>
        chooser.withModel(given, async (key) => {
          const request = await inspections.request(key, true);
          const run = sessions.open(key).run(request);
          // Numbers come to the panel as they are measured.
          void runCommand('skipscope.showNetwork', key);
          await run;
        }),
      'skipscope.profile': (given) =>
        chooser.withModel(given, async (key) => {
          const request = await inspections.profileRequest(key);
          const run = sessions.open(key).profile(request);
          void runCommand('skipscope.showNetwork', key);
          await run;
        }),
      'skipscope.trainOneBatch': (given) =>
        chooser.withModel(given, (key) => inspections.run(key, 'oneBatch')),
      'skipscope.cancelRun': (given) => {
        const chosen = given ? [sessions.find(given)] : sessions.all();
        for (const session of chosen) session?.cancel();
      },
      'skipscope.clearResults': () => sessions.clear(),
    }),
  );
  return store;
}

/** Starts an engine once there is a definition to inspect. */
const startEngineForModels = ({ index, engine }: Services): Disposable =>
  index.onDidFind(({ document, sites }) => {
    if (sites.length === 0 || !vscode.workspace.isTrusted) return;
    const language = languageOf(document.uri.fsPath);
    engine.warm(language ? [language] : []);
  });

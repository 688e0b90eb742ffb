import path from 'node:path';
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import type { ModelKey } from '../../../shared/model/modelKey';
import type { LayerId } from '../../../shared/network/network';
import type { Report } from '../../../shared/report/report';
import { registerCommands, runCommand } from '../../core/commands/registerCommands';
import { savedModelEndings, savedModelType } from '../../core/manifest/contributions';
import type { Services } from '../../core/services';
import type { Sessions } from '../../core/sessions/sessions';
import { standingFix } from '../../core/fixes/standingFix';
import type { Session } from '../../core/sessions/session';
import { runOfNetwork } from '../../core/watched/runOfNetwork';
import { followCursor } from './followCursor';
import { GraphPanels } from './graphPanels';
import { SavedModelEditor } from './savedModelEditor';

/** Panels with the graph of a model, a saved one included. */
export function registerGraph(services: Services): Disposable {
  const { sessions, inspections, chooser, context } = services;
  const store = new DisposableStore();
  const inspectAgain = (key: ModelKey, probe: boolean): void => void services.inspect(key, probe);
  const actions = {
    inspectAgain,
    profile: (site: ModelKey): void => void runCommand('skipscope.profile', site),
    cutShortcut: (site: ModelKey, skip: string): void =>
      void runCommand('skipscope.cutShortcut', { site, skip }),
    tryAllSkips: (site: ModelKey): void => void runCommand('skipscope.experiments', site, 'skips'),
    worths: (session: Session) => services.experiments.worthsOf(session),
    runOf: (report: Report) => runOfNetwork(services.watchedRuns.latest, report.network.layers),
    standingFix: (session: Session) => standingFix(session, services.fixes),
  };
  const panels = store.add(new GraphPanels(sessions, actions, context.extensionUri));
  store.add(services.experiments.onDidChange((site) => panels.update(site)));
  store.add(services.watchedRuns.onDidChange(() => panels.tellRun()));
  chooser.followFocus(() => panels.focusedSite());
  store.add(followCursor(services.index, (site) => panels.follow(site)));
  store.add(new SavedModelEditor({ sessions, panels, inspectAgain }));
  const show = async (key: ModelKey, layer: LayerId | undefined): Promise<void> => {
    inspections.permit(key);
    panels.open(key, layer);
    if (!isCurrent(sessions, key)) await inspections.run(key, false);
  };
  store.add(
    registerCommands({
      'skipscope.pinGraph': () => panels.togglePin(),
      'skipscope.showNetwork': (given, layer) =>
        given instanceof vscode.Uri && savedModelEndings.includes(path.extname(given.fsPath))
          ? openSavedModel(given)
          : // A menu passes more after its target.
            chooser.withModel(given, (key) =>
              show(key, typeof layer === 'string' ? layer : undefined),
            ),
    }),
  );
  return store;
}

const openSavedModel = async (file: vscode.Uri): Promise<void> =>
  vscode.commands.executeCommand('vscode.openWith', file, savedModelType);

/** Tells whether the graph of the present text is shown or on its way. */
function isCurrent(sessions: Sessions, key: ModelKey): boolean {
  const { report, failure, run } = sessions.find(key)?.state ?? {};
  return run !== undefined || (!failure && report !== undefined && !report.text.outOfDate);
}

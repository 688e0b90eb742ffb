import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import { isExperimentName } from '../../../shared/protocol/experimentPanelContract';
import { registerCommands } from '../../core/commands/registerCommands';
import { experimentPanelType } from '../../core/manifest/contributions';
import type { Services } from '../../core/services';

/** Experiments on a model, in a panel of their own. */
export function registerExperiments({ inspections, chooser, experiments }: Services): Disposable {
  const store = new DisposableStore();
  store.add(
    vscode.window.registerWebviewPanelSerializer(experimentPanelType, {
      deserializeWebviewPanel: (panel, saved) => {
        experiments.get().restore(panel, saved);
        return Promise.resolve();
      },
    }),
  );
  store.add(
    registerCommands({
      'skipscope.experiments': (given, wanted) =>
        chooser.withModel(given, (key) => {
          inspections.permit(key);
          // A menu passes more after its target.
          experiments.get().open(key, isExperimentName(wanted) ? wanted : undefined);
        }),
    }),
  );
  return store;
}

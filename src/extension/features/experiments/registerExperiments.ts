import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import type { ModelKey } from '../../../shared/model/modelKey';
import { layerId } from '../../../shared/network/network';
import { isExperimentName } from '../../../shared/protocol/experimentPanelContract';
import { registerCommands, runCommand } from '../../core/commands/registerCommands';
import { placesOf } from '../../core/panels/layerLines';
import { showBeside } from '../../core/panels/showSource';
import type { Services } from '../../core/services';
import { locate } from '../../core/sessions/reportFiles';
import { ExperimentPanels } from './experimentPanels';

/** Experiments on a model, in a panel of their own. */
export function registerExperiments(services: Services): Disposable {
  const { sessions, inspections, chooser, context, experiments } = services;
  const store = new DisposableStore();
  const select = async (site: ModelKey, layer: string): Promise<void> => {
    const id = layerId(layer);
    await runCommand('skipscope.showNetwork', site, id);
    const session = sessions.find(site);
    const report = session?.state.report;
    if (!session || !report) return;
    const [place] = placesOf(report.value, id, (at) => locate(session, report.text, at));
    if (place) await showBeside(place);
  };
  const panels = store.add(
    new ExperimentPanels({ runs: experiments, extension: context.extensionUri, select }),
  );
  store.add(
    registerCommands({
      'skipscope.experiments': (given, wanted) =>
        chooser.withModel(given, (key) => {
          inspections.permit(key);
          // A menu passes more after its target.
          panels.open(key, isExperimentName(wanted) ? wanted : undefined);
        }),
    }),
  );
  return store;
}

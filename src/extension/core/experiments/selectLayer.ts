import type { ModelKey } from '../../../shared/model/modelKey';
import { layerId } from '../../../shared/network/network';
import { runCommand } from '../commands/registerCommands';
import { placesOf } from '../panels/layerLines';
import { showBeside } from '../panels/showSource';
import { locate } from '../sessions/reportFiles';
import type { Sessions } from '../sessions/sessions';

/** Shows a layer in the graph, which is built if it is not there, and at its line. */
export async function selectLayer(
  sessions: Sessions,
  site: ModelKey,
  layer: string,
): Promise<void> {
  const id = layerId(layer);
  await runCommand('skipscope.showNetwork', site, id);
  const session = sessions.find(site);
  const report = session?.state.report;
  if (!session || !report) return;
  const [place] = placesOf(report.value, id, (at) => locate(session, report.text, at));
  if (place) await showBeside(place);
}

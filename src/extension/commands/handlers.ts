import * as vscode from 'vscode';
import type { PanelSite } from '../../shared/protocol/graphPanelContract';
import type { SiteIndex } from '../detection/siteIndex';
import type { EngineSlot } from '../engineSlot';
import type { GraphPanels } from '../presentation/graphPanel/graphPanels';
import type { Inspections } from '../session/inspections';
import type { Sessions } from '../session/sessions';
import { chooseBackend } from './chooseBackend';
import { chooseSite } from './chooseSite';
import { explainFinding } from './explainFinding';
import { openExample } from './openExample';
import type { CommandHandlers } from './registerCommands';

export interface CommandParts {
  readonly extension: vscode.Uri;
  readonly engine: EngineSlot;
  readonly index: SiteIndex;
  readonly sessions: Sessions;
  readonly inspections: Inspections;
  readonly panels: GraphPanels;
  readonly log: vscode.LogOutputChannel;
}

/** What every command does; without a site the one at the cursor is meant. */
export function commandHandlers(parts: CommandParts): CommandHandlers {
  const { extension, sessions, inspections, panels } = parts;
  const withSite = async (
    given: PanelSite | undefined,
    act: (site: PanelSite) => void | Promise<void>,
  ): Promise<void> => {
    const site = given ?? panels.focusedSite() ?? (await chooseSite(parts.index));
    if (site) await act(site);
  };
  return {
    'skipscope.showNetwork': (given) =>
      withSite(given, async (site) => {
        inspections.permit(site);
        panels.open(site);
        if (!isCurrent(sessions, site)) await inspections.run(site, false);
      }),
    'skipscope.probeGradients': (given) => withSite(given, (site) => inspections.run(site, true)),
    'skipscope.cancelRun': (given) => {
      const chosen = given ? [sessions.find(given)] : sessions.all();
      for (const session of chosen) session?.cancel();
    },
    'skipscope.clearResults': () => sessions.clear(),
    'skipscope.chooseBackend': () => backend(parts.engine),
    'skipscope.explainFinding': (code) => explainFinding(extension, code),
    'skipscope.openExample': (name) => openExample(extension, name),
    'skipscope.showLog': () => parts.log.show(),
  };
}

/** Whether what is shown was made from the text as it is, so that nothing needs to be built. */
function isCurrent(sessions: Sessions, site: PanelSite): boolean {
  const { report, failure, run } = sessions.find(site)?.state ?? {};
  return run !== undefined || (!failure && report !== undefined && !report.text.outOfDate);
}

async function backend(engine: EngineSlot): Promise<void> {
  const stop = new AbortController();
  try {
    await chooseBackend(engine.backends(stop.signal));
  } finally {
    stop.abort();
  }
}

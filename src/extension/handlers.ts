import path from 'node:path';
import * as vscode from 'vscode';
import type { LayerId } from '../shared/network/network';
import type { ModelKey } from '../shared/model/modelKey';
import { isPanelSite } from '../shared/protocol/graphPanelContract';
import { savedModelEndings, savedModelType, type FileUri } from './core/manifest/contributions';
import type { SiteIndex } from './core/detection/siteIndex';
import type { EngineSlot } from './core/engine/engineSlot';
import { compareRuns } from './features/compare/compareRuns';
import { keptReports } from './features/compare/keptReports';
import type { RunHistory } from './core/history/runHistory';
import { chooseArguments } from './features/arguments/chooseArguments';
import type { ComparePanels } from './core/comparisons/comparePanels';
import type { GraphPanels } from './features/graph/graphPanels';
import type { ModelsView } from './features/models/modelsView';
import type { ProbedLines } from './core/lines/probedLines';
import type { Inspections } from './core/sessions/inspections';
import type { Sessions } from './core/sessions/sessions';
import { chooseBackend } from './features/setup/chooseBackend';
import { chooseSite } from './core/commands/chooseSite';
import { chooseReports, sessionReports } from './features/compare/compareReports';
import { cutShortcut } from './features/cut/cutShortcut';
import { explainFinding } from './features/problems/explainFinding';
import { copyLine, listLayers } from './features/inline/lineLayers';
import { openExample } from './features/examples/openExample';
import type { CommandHandlers } from './core/commands/registerCommands';
import { setUpEngine, type EngineFolder } from './features/setup/setUpEngine';

export interface CommandParts {
  readonly extension: vscode.Uri;
  readonly engine: EngineSlot;
  readonly engineFolder: EngineFolder;
  readonly index: SiteIndex;
  readonly sessions: Sessions;
  readonly inspections: Inspections;
  readonly panels: GraphPanels;
  readonly comparisons: ComparePanels;
  readonly lines: ProbedLines;
  readonly history: RunHistory;
  readonly models: Pick<ModelsView, 'refresh' | 'filter'>;
  readonly log: vscode.LogOutputChannel;
}

/** What every command does; without a site the one at the cursor is meant. */
export function commandHandlers(parts: CommandParts): CommandHandlers {
  const { extension, sessions, inspections, panels, comparisons, history } = parts;
  const withSite = async (
    given: ModelKey | FileUri | undefined,
    act: (site: ModelKey) => void | Promise<void>,
  ): Promise<void> => {
    // What an editor's menu passes is the file, in which the cursor tells the model.
    const named = isPanelSite(given) ? siteOf(given) : undefined;
    const site = named ?? panels.focusedSite() ?? (await chooseSite(parts.index));
    if (site) await act(site);
  };
  const show = async (site: ModelKey, layer?: LayerId): Promise<void> => {
    inspections.permit(site);
    panels.open(site, layer);
    if (!isCurrent(sessions, site)) await inspections.run(site, false);
  };
  return {
    'skipscope.showNetwork': (given, layer) =>
      given instanceof vscode.Uri && savedModelEndings.includes(path.extname(given.fsPath))
        ? openSavedModel(given)
        : withSite(given, (site) => show(site, typeof layer === 'string' ? layer : undefined)),
    'skipscope.listLayers': (place) => listLayers(parts.lines, place, show),
    'skipscope.cutShortcut': (place) => cutShortcut(parts, place),
    'skipscope.copyLine': (place) => copyLine(parts.lines, place),
    'skipscope.probeGradients': (given) => withSite(given, (site) => inspections.run(site, true)),
    'skipscope.chooseArguments': (given) => withSite(given, (site) => chooseArguments(site, parts)),
    'skipscope.cancelRun': (given) => {
      const chosen = given ? [sessions.find(given)] : sessions.all();
      for (const session of chosen) session?.cancel();
    },
    'skipscope.clearResults': () => sessions.clear(),
    'skipscope.compareRuns': (given) =>
      withSite(given, (site) => compareRuns(site, history, (reports) => comparisons.open(reports))),
    'skipscope.clearHistory': (given) =>
      history.clear(isPanelSite(given) ? siteOf(given) : undefined),
    'skipscope.refreshModels': () => parts.models.refresh(),
    'skipscope.filterModels': () => parts.models.filter(),
    'skipscope.chooseBackend': () => backend(parts.engine),
    'skipscope.setUpEngine': () => setUpEngine(parts.engineFolder),
    'skipscope.explainFinding': (code) => explainFinding(extension, code),
    'skipscope.compare': async () => {
      const kept = keptReports(history, (document) =>
        vscode.workspace.asRelativePath(vscode.Uri.parse(document)),
      );
      const reports = await chooseReports({ built: sessionReports(sessions), kept });
      if (reports) comparisons.open(reports);
    },
    'skipscope.openExample': (name) => openExample(extension, name),
    'skipscope.showLog': () => parts.log.show(),
  };
}

/** A tree passes its nodes, which hold more than a site. */
const siteOf = ({ document, name }: ModelKey): ModelKey => ({ document, name });

const openSavedModel = async (file: vscode.Uri): Promise<void> =>
  vscode.commands.executeCommand('vscode.openWith', file, savedModelType);

/** Whether what is shown was made from the text as it is, so that nothing needs to be built. */
function isCurrent(sessions: Sessions, site: ModelKey): boolean {
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

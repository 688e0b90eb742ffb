// First: the others take their words when they are loaded.
import './words';
import * as vscode from 'vscode';
import { toFailureInfo } from '../shared/base/failures';
import { DisposableStore } from '../shared/base/lifecycle';
import { commandHandlers } from './handlers';
import type { EngineFolder } from './features/setup/setUpEngine';
import { registerCommands, tell } from './core/commands/registerCommands';
import { languages } from './core/manifest/contributions';
import { Detector } from './core/detection/detector';
import { followWorkspace, workspaceFolders } from './core/detection/followWorkspace';
import { SiteIndex, type FoundInDocument } from './core/detection/siteIndex';
import { WorkspaceSites } from './core/detection/workspaceSites';
import { EngineSlot } from './core/engine/engineSlot';
import type { SkipScopeApi } from './core/api/api';
import { registerAssistantTools } from './features/assistant/assistantTools';
import { apiFor } from './core/api/inspector';
import { keepReports } from './features/history/keepReports';
import { KeptComparisons } from './core/history/keptComparisons';
import { RunHistory } from './core/history/runHistory';
import { OverridesWatch } from './features/arguments/overridesWatch';
import { SiteLenses } from './features/codeLens/siteLenses';
import { Diagnostics } from './features/problems/diagnostics';
import { findingLevelsInForce } from './core/standing/findingSetting';
import { QuickFixes } from './features/problems/quickFixes';
import { ComparePanels } from './core/comparisons/comparePanels';
import { GraphPanels } from './features/graph/graphPanels';
import { GradientHover } from './features/inline/gradientHover';
import { InlineGradients } from './features/inline/inlineGradients';
import { ProbedLines } from './core/lines/probedLines';
import { MenuContext } from './features/menus/menuContext';
import { ModelsView } from './features/models/modelsView';
import { RunProgress } from './features/runs/runProgress';
import { SavedModelEditor } from './features/graph/savedModelEditor';
import { verdict } from './core/standing/siteText';
import { StatusBar } from './features/statusBar/statusBar';
import { packagePlaces, setUpFolder } from './core/engine/packagePlaces';
import { followDocuments } from './core/sessions/followDocuments';
import { Inspections } from './core/sessions/inspections';
import { LiveRefresh } from './features/runs/liveRefresh';
import type { Session } from './core/sessions/session';
import { Sessions } from './core/sessions/sessions';
import { followSettings, onSettingChange, setting } from './core/manifest/settings';

/**
 * Constructs and connects; decides nothing. Nothing heavy is loaded here: the detection thread and the
 * engine process start when they are first needed.
 */
export function activate(context: vscode.ExtensionContext): SkipScopeApi {
  const store = new DisposableStore();
  context.subscriptions.push(store);
  store.add(followSettings());
  const log = store.add(vscode.window.createOutputChannel('SkipScope', { log: true }));
  const engine = store.add(openEngine(context, log));
  const detector = store.add(new Detector(context.asAbsolutePath('dist/detector.js')));
  const sessions = store.add(new Sessions(engine));
  const inspections = new Inspections(sessions);
  const index = new SiteIndex((source) => detector.findSites(source));
  index.onDidFind(awaken(store.add(new StatusBar(sessions)), engine));
  const inspect = (...[site, probe]: Parameters<Inspections['run']>): Promise<void> =>
    inspections.run(site, probe).catch((error: unknown) => void tell(toFailureInfo(error)));
  const inspectAgain = (...asked: Parameters<Inspections['run']>): void => void inspect(...asked);
  const panels = store.add(new GraphPanels(sessions, { inspectAgain }, context.extensionUri));
  const lines = new ProbedLines(sessions, findingLevelsInForce);
  store.add(showLines(sessions, lines));
  store.add(new SavedModelEditor({ sessions, panels, inspectAgain }));
  store.add(new OverridesWatch(sessions, inspectAgain, detector));
  store.add(showProblems(sessions, detector));
  store.add(new RunProgress(sessions));
  store.add(new MenuContext(index, sessions));
  store.add(followDocuments(index, sessions));
  const workspace = store.add(new WorkspaceSites(detector, workspaceFolders));
  store.add(followWorkspace(workspace, index));
  const history = openHistory(context);
  const failed = (error: unknown): void => log.warn(String(error));
  store.add(keepReports(sessions, history, verdictOf, failed));
  const comparisons = store.add(openComparisons(context, failed));
  store.add(new LiveRefresh(sessions, inspect));
  const models = store.add(new ModelsView(workspace, sessions));
  const lenses = store.add(new SiteLenses(index, sessions, history));
  store.add(vscode.languages.registerCodeLensProvider(languages, lenses));
  const extension = context.extensionUri;
  const engineFolder = tensorflowFolder(context, engine, log);
  const parts = {
    ...{ extension, engine, engineFolder, index },
    ...{ sessions, inspections, panels, comparisons, lines, history, models, log },
  };
  store.add(registerCommands(commandHandlers(parts)));
  const api = apiFor(inspections, engine);
  store.add(registerAssistantTools(workspace, api));
  return api;
}

/** Shows the status and starts an engine once there is a definition to inspect. */
const awaken =
  (statusBar: StatusBar, engine: EngineSlot) =>
  ({ sites }: FoundInDocument): void => {
    if (sites.length === 0) return;
    statusBar.show();
    if (vscode.workspace.isTrusted) engine.warm();
  };

/** Numbers after the lines that make layers, and in their hover. */
function showLines(sessions: Sessions, lines: ProbedLines): DisposableStore {
  const store = new DisposableStore();
  store.add(new InlineGradients(sessions, lines));
  store.add(vscode.languages.registerHoverProvider(languages, new GradientHover(lines)));
  return store;
}

const verdictOf = ({ state }: Session): string => verdict(state, findingLevelsInForce());

/** Problems with the edits that solve some of them. */
function showProblems(sessions: Sessions, detector: Detector): DisposableStore {
  const store = new DisposableStore();
  const problems = store.add(new Diagnostics(sessions));
  const fixes = new QuickFixes(problems, (asked) => detector.proposeEdit(asked));
  const providedCodeActionKinds = QuickFixes.kinds;
  store.add(
    vscode.languages.registerCodeActionsProvider(languages, fixes, { providedCodeActionKinds }),
  );
  return store;
}

/** Of the workspace; of all windows without one. */
const stored = (
  { storageUri, globalStorageUri }: vscode.ExtensionContext,
  folder: string,
): string => vscode.Uri.joinPath(storageUri ?? globalStorageUri, folder).fsPath;

const openHistory = (context: vscode.ExtensionContext): RunHistory =>
  new RunHistory(stored(context, 'history'), () => setting('skipscope.history.keep'));

const openComparisons = (
  context: vscode.ExtensionContext,
  failed: (error: unknown) => void,
): ComparePanels => {
  const kept = new KeptComparisons(stored(context, 'comparisons'));
  return new ComparePanels({ kept, extension: context.extensionUri, failed });
};

/** Where a TensorFlow for the engine is set up. */
const tensorflowFolder = (
  context: vscode.ExtensionContext,
  engine: EngineSlot,
  log: vscode.LogOutputChannel,
): EngineFolder => ({
  folder: setUpFolder(context.globalStorageUri),
  entry: context.asAbsolutePath('dist/engine.js'),
  log,
  changed: () => engine.renew(),
});

/** One process per run in the folder's own machine; its limits follow the settings. */
function openEngine(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): EngineSlot {
  const engine = new EngineSlot(
    () => ({
      entry: context.asAbsolutePath('dist/engine.js'),
      log: (text) => log.info(text.trimEnd()),
      packages: packagePlaces(context.globalStorageUri),
      deadlineSeconds: setting('skipscope.engine.deadlineSeconds'),
      memoryMegabytes: setting('skipscope.engine.memoryMegabytes'),
    }),
    () => vscode.workspace.isTrusted,
  );
  const renew = (): void => engine.renew();
  context.subscriptions.push(
    onSettingChange(
      [
        'skipscope.engine.deadlineSeconds',
        'skipscope.engine.memoryMegabytes',
        'skipscope.engine.packages',
      ],
      renew,
    ),
    vscode.workspace.onDidGrantWorkspaceTrust(renew),
    vscode.workspace.onDidChangeWorkspaceFolders(renew),
  );
  return engine;
}

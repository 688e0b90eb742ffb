import * as vscode from 'vscode';
import { toFailureInfo } from '../../shared/base/failures';
import type { DisposableStore } from '../../shared/base/lifecycle';
import { SHIPPED_DIGITS } from '../../shared/experiment/shippedData';
import type { ModelKey } from '../../shared/model/modelKey';
import type { SkipScopeApi } from './api/api';
import { apiFor } from './api/inspector';
import { ModelChooser } from './commands/modelChooser';
import { showFailure } from './commands/showFailure';
import { ComparePanels } from './comparisons/comparePanels';
import { Detector } from './detection/detector';
import { followWorkspace, workspaceFolders } from './detection/followWorkspace';
import { SiteIndex } from './detection/siteIndex';
import { WorkspaceSites } from './detection/workspaceSites';
import type { EngineSlot } from './engine/engineSlot';
import { cellsFolder, openEngine } from './engine/openEngine';
import { LazyExperiments } from './experiments/experiments';
import { selectLayer } from './experiments/selectLayer';
import { KeptComparisons } from './history/keptComparisons';
import { RunHistory } from './history/runHistory';
import { LineActions } from './lines/lineActions';
import { ProbedLines } from './lines/probedLines';
import { followSettings, setting } from './manifest/settings';
import { followDocuments } from './sessions/followDocuments';
import { Inspections } from './sessions/inspections';
import { Sessions } from './sessions/sessions';
import { SureFixes } from './fixes/sureFixes';
import { findingLevelsInForce } from './standing/findingSetting';
import { WatchedRuns } from './watched/watchedRuns';

/** The parts of the core that features use. */
export interface Services {
  readonly context: Pick<
    vscode.ExtensionContext,
    'extension' | 'extensionUri' | 'globalStorageUri' | 'asAbsolutePath'
  >;
  readonly log: vscode.LogOutputChannel;
  readonly engine: EngineSlot;
  readonly detector: Detector;
  /** The definitions of open documents. */
  readonly index: SiteIndex;
  /** The definitions of the whole workspace. */
  readonly workspace: WorkspaceSites;
  readonly sessions: Sessions;
  /** The edits of quick fixes, each built before it is offered. */
  readonly fixes: SureFixes;
  readonly inspections: Inspections;
  /** Runs a model, or shows the user the reason that it cannot run; never rejects. */
  readonly inspect: (key: ModelKey, probe: boolean) => Promise<void>;
  readonly chooser: ModelChooser;
  readonly lines: ProbedLines;
  /** Trainings of the user's own that are being written to files. */
  readonly watchedRuns: WatchedRuns;
  /** Actions that features offer for a line. */
  readonly lineActions: LineActions;
  readonly history: RunHistory;
  readonly comparisons: ComparePanels;
  readonly experiments: LazyExperiments;
  readonly api: SkipScopeApi;
}

/**
 * Opens the core, which `store` owns. Nothing heavy is loaded: the detection thread and the engine's process
 * start when they are first needed.
 */
export function openServices(context: vscode.ExtensionContext, store: DisposableStore): Services {
  store.add(followSettings());
  const log = store.add(vscode.window.createOutputChannel('SkipScope', { log: true }));
  const engine = store.add(openEngine(context, log));
  const detector = store.add(new Detector(context.asAbsolutePath('dist/detector.js')));
  const index = new SiteIndex((source) => detector.findSites(source));
  const sessions = store.add(new Sessions(engine));
  store.add(followDocuments(index, sessions));
  const workspace = store.add(new WorkspaceSites(detector, workspaceFolders));
  store.add(followWorkspace(workspace, index));
  const inspections = new Inspections(sessions);
  const experiments = store.add(
    new LazyExperiments(context.asAbsolutePath('dist/experimentHost.js'), {
      engine,
      requests: inspections,
      extension: context.extensionUri,
      folder: storageFolder(context, 'experiments'),
      cells: cellsFolder(context),
      digits: context.asAbsolutePath(SHIPPED_DIGITS),
      select: (site, layer) => selectLayer(sessions, site, layer),
    }),
  );
  return {
    context,
    log,
    engine,
    detector,
    index,
    workspace,
    sessions,
    fixes: new SureFixes(engine, (wanted) => detector.proposeEdits(wanted)),
    inspections,
    inspect: (key, probe) =>
      inspections.run(key, probe).catch((error: unknown) => void showFailure(toFailureInfo(error))),
    chooser: new ModelChooser(index),
    lines: new ProbedLines(sessions, findingLevelsInForce),
    watchedRuns: store.add(new WatchedRuns()),
    lineActions: new LineActions(),
    history: openHistory(context),
    comparisons: store.add(openComparisons(context, log)),
    experiments,
    api: apiFor(inspections, engine, experiments),
  };
}

/** A folder in the workspace's storage, or in that of all windows if there is no workspace. */
const storageFolder = (
  { storageUri, globalStorageUri }: vscode.ExtensionContext,
  folder: string,
): string => vscode.Uri.joinPath(storageUri ?? globalStorageUri, folder).fsPath;

const openHistory = (context: vscode.ExtensionContext): RunHistory =>
  new RunHistory(storageFolder(context, 'history'), () => setting('skipscope.history.keep'));

const openComparisons = (
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): ComparePanels =>
  new ComparePanels({
    kept: new KeptComparisons(storageFolder(context, 'comparisons')),
    extension: context.extensionUri,
    failed: (error) => log.warn(String(error)),
  });

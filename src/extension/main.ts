import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../shared/base/lifecycle';
import type { SkipScopeApi } from './core/api/api';
import { openServices, type Services } from './core/services';
import { registerArguments } from './features/arguments/registerArguments';
import { registerAssistant } from './features/assistant/registerAssistant';
import { registerCodeLens } from './features/codeLens/registerCodeLens';
import { registerCompare } from './features/compare/registerCompare';
import { registerCut } from './features/cut/registerCut';
import { registerExamples } from './features/examples/registerExamples';
import { registerExperiments } from './features/experiments/registerExperiments';
import { registerGraph } from './features/graph/registerGraph';
import { registerHistory } from './features/history/registerHistory';
import { registerInline } from './features/inline/registerInline';
import { registerMenus } from './features/menus/registerMenus';
import { registerModels } from './features/models/registerModels';
import { registerProblems } from './features/problems/registerProblems';
import { registerRuns } from './features/runs/registerRuns';
import { registerSetup } from './features/setup/registerSetup';
import { registerStatusBar } from './features/statusBar/registerStatusBar';
import { registerWatched } from './features/watched/registerWatched';

/** The features, in the order in which they receive changes: the graph comes before all that may wait. */
const features: readonly ((services: Services) => Disposable)[] = [
  registerStatusBar,
  registerWatched,
  registerGraph,
  registerInline,
  registerCut,
  registerArguments,
  registerProblems,
  registerRuns,
  registerMenus,
  registerHistory,
  registerCompare,
  registerExperiments,
  registerModels,
  registerCodeLens,
  registerSetup,
  registerExamples,
  registerAssistant,
];

/** Opens the core and registers the features. */
export function activate(context: vscode.ExtensionContext): SkipScopeApi {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  const store = new DisposableStore();
  context.subscriptions.push(store);
  const services = openServices(context, store);
  for (const register of features) store.add(register(services));
  return services.api;
}

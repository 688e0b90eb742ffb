import { standardLimits, standardProbe } from '../../../shared/protocol/inspectRequest';
import type { LayerId } from '../../../shared/network/network';
import type { BackendName, FindingCode } from '../../../shared/report/report';
import type { OwnThresholds } from '../../../shared/report/thresholds';
import type { ModelKey } from '../../../shared/model/modelKey';

/** A menu passes the file that it was opened on. */
export type FileUri = { readonly fsPath: string };

/** A shortcut of a model, by its id in the model's report. */
export interface SkipPlace {
  readonly site: ModelKey;
  readonly skip: string;
}

/** A line of a document, 0-based. */
export interface LinePlace {
  /** The document's URI. */
  readonly document: string;
  readonly line: number;
}

/** A finding of a document. */
export interface FindingPlace {
  /** The document's URI. */
  readonly document: string;
  readonly code: FindingCode;
  readonly layer: LayerId;
}

/** The code's half of package.json's `contributes`; the manifest test keeps the halves equal. */
export interface CommandArguments {
  'skipscope.showNetwork': [target?: ModelKey | FileUri, layer?: LayerId];
  'skipscope.probeGradients': [target?: ModelKey | FileUri];
  'skipscope.profile': [target?: ModelKey | FileUri];
  'skipscope.trainOneBatch': [target?: ModelKey | FileUri];
  'skipscope.experiments': [target?: ModelKey | FileUri, experiment?: string];
  'skipscope.chooseArguments': [site?: ModelKey, name?: string];
  'skipscope.pinGraph': [];
  'skipscope.listLayers': [line?: LinePlace];
  'skipscope.cutShortcut': [place?: LinePlace | SkipPlace];
  'skipscope.copyLine': [line?: LinePlace];
  'skipscope.cancelRun': [site?: ModelKey];
  'skipscope.clearResults': [];
  'skipscope.compareRuns': [site?: ModelKey];
  'skipscope.clearHistory': [site?: ModelKey];
  'skipscope.refreshModels': [];
  'skipscope.filterModels': [];
  'skipscope.checkAll': [];
  'skipscope.chooseBackend': [];
  'skipscope.setUpEngine': [];
  'skipscope.explainFinding': [code?: string];
  'skipscope.tryFix': [finding?: FindingPlace];
  'skipscope.compare': [];
  'skipscope.openExample': [name?: string];
  'skipscope.showLog': [];
}
export type CommandId = keyof CommandArguments;

export const inlineModes = ['off', 'findings', 'all'] as const;
export type InlineMode = (typeof inlineModes)[number];

export const inlineNumbers = ['gradients', 'cost', 'both'] as const;
export type InlineNumbers = (typeof inlineNumbers)[number];

export const liveModes = ['off', 'onSave', 'afterPause'] as const;
export type LiveMode = (typeof liveModes)[number];

export const pythonRoutes = ['auto', 'embedded', 'interpreter'] as const;
export type PythonRouteSetting = (typeof pythonRoutes)[number];

/** Every setting with the default that package.json declares. */
export const settingDefaults = {
  'skipscope.backend': 'auto' as BackendName | 'auto',
  'skipscope.probe.steps': standardProbe.steps as number,
  'skipscope.probe.seeds': standardProbe.seeds as number,
  'skipscope.probe.batchSize': standardProbe.batchSize as number,
  'skipscope.thresholds': {} as OwnThresholds,
  'skipscope.engine.deadlineSeconds': standardLimits.deadlineSeconds as number,
  'skipscope.engine.memoryMegabytes': standardLimits.memoryMegabytes as number,
  'skipscope.engine.allowNetwork': false as boolean,
  'skipscope.engine.packages': '' as string,
  'skipscope.engine.python': '' as string,
  'skipscope.python.interpreter': '' as string,
  'skipscope.python.route': 'auto' as PythonRouteSetting,
  'skipscope.inline.show': 'findings' as InlineMode,
  'skipscope.inline.numbers': 'both' as InlineNumbers,
  'skipscope.inline.gutterHeat': true as boolean,
  'skipscope.codeLens.enabled': true,
  'skipscope.live.refresh': 'onSave' as LiveMode,
  'skipscope.live.probe': false as boolean,
  'skipscope.history.keep': 10 as number,
  'skipscope.findings.severity': {} as Readonly<Record<string, unknown>>,
};
export type SettingId = keyof typeof settingDefaults;

/** Context keys that package.json's `when` clauses read. */
export const contextKeys = {
  hasModels: 'skipscope.hasModels',
  running: 'skipscope.running',
  listed: 'skipscope.listed',
  filtered: 'skipscope.filtered',
} as const;

/** Tools of the editor's assistant. */
export const toolNames = {
  list: 'skipscope_list_models',
  inspect: 'skipscope_inspect',
  experiment: 'skipscope_experiment',
  explain: 'skipscope_explain_finding',
} as const;

/** The provider of the server that assistants ask, over the Model Context Protocol. */
export const mcpProviderId = 'skipscope.mcp';

export const modelsViewId = 'skipscope.models';
export const graphPanelType = 'skipscope.graph';
export const comparePanelType = 'skipscope.compare';
export const experimentPanelType = 'skipscope.experiments';
export const savedModelType = 'skipscope.savedModel';
/** File endings of saved models. */
export const savedModelEndings = ['.json', '.keras', '.h5'];

export const colours = {
  error: 'skipscope.findingError',
  warning: 'skipscope.findingWarning',
  strong: 'skipscope.gradientStrong',
  fair: 'skipscope.gradientFair',
  weak: 'skipscope.gradientWeak',
  stale: 'skipscope.gradientStale',
} as const;

/** Languages whose files may define models. */
export const languages = [
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
  'python',
  'html',
];

import * as vscode from 'vscode';
import {
  noOverrides,
  OVERRIDES_FILE,
  readOverrides,
  type Overrides,
} from '../../detection/overrides';
import { explainFailure, toFailureInfo, type FailureInfo } from '../../shared/base/failures';
import { DisposableStore } from '../../shared/base/lifecycle';
import type { PanelSite } from '../../shared/protocol/graphPanelContract';
import type { Sessions } from '../session/sessions';
import { mustRunAgain } from './mustRunAgain';
import { overridesUri, readText } from './overridesFile';

/** Runs again what a change of the workspace's overrides concerns; what is wrong in them becomes a problem at its line. */
export class OverridesWatch implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly problems = this.store.add(
    vscode.languages.createDiagnosticCollection('skipscope overrides'),
  );
  /** By the folder's path; the last that could be read. */
  private readonly known = new Map<string, Overrides>();

  constructor(
    private readonly sessions: Sessions,
    private readonly inspectAgain: (site: PanelSite, probe: boolean) => void,
  ) {
    const watcher = this.store.add(
      vscode.workspace.createFileSystemWatcher(`**/${OVERRIDES_FILE}`),
    );
    const look = (uri: vscode.Uri): void => void this.look(uri);
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
      this.store.add(event(look));
    }
    this.store.add(vscode.workspace.onDidSaveTextDocument(({ uri }) => look(uri)));
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) look(overridesUri(uri.fsPath));
  }

  dispose(): void {
    this.store.dispose();
  }

  private async look(uri: vscode.Uri): Promise<void> {
    const root = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
    if (root === undefined || uri.fsPath !== overridesUri(root).fsPath) return;
    const text = await readText(uri);
    try {
      const after = readOverrides(text);
      this.problems.delete(uri);
      this.changed(root, after);
    } catch (error) {
      this.problems.set(uri, [problem(toFailureInfo(error))]);
    }
  }

  private changed(root: string, after: Overrides): void {
    const change = { root, before: this.known.get(root) ?? noOverrides, after };
    this.known.set(root, after);
    for (const { site, state } of this.sessions.all()) {
      if (mustRunAgain(state, change)) this.inspectAgain(site, state.probed !== undefined);
    }
  }
}

function problem(failure: FailureInfo): vscode.Diagnostic {
  const { line, column } = failure.at ?? { line: 1, column: 1 };
  const at = new vscode.Position(line - 1, column - 1);
  const diagnostic = new vscode.Diagnostic(new vscode.Range(at, at), explainFailure(failure));
  diagnostic.source = 'SkipScope';
  diagnostic.code = failure.code;
  return diagnostic;
}

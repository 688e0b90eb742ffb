import * as vscode from 'vscode';
import { noOverrides, OVERRIDES_FILE } from '../../../workspace/overrides/overrides';
import type { Overrides } from '../../../shared/protocol/overrides';
import { toFailureInfo, type FailureInfo } from '../../../shared/base/failures';
import { sentenceOf } from '../../../shared/words/sentence';
import { explainFailure } from '../../../shared/words/failures';
import type { SourcePosition } from '../../../shared/base/source';
import { DisposableStore } from '../../../shared/base/lifecycle';
import type { ModelKey } from '../../../shared/model/modelKey';
import { languages } from '../../core/manifest/contributions';
import type { Detector } from '../../core/detection/detector';
import type { Sessions } from '../../core/sessions/sessions';
import type { StrayOverride } from '../../../shared/protocol/detectionContract';
import { mustRunAgain } from './mustRunAgain';
import { overridesUri } from './overridesFile';

/** Runs models again whose overrides in the workspace have changed, and shows mistakes in the overrides as problems. */
export class OverridesWatch implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly problems = this.store.add(
    vscode.languages.createDiagnosticCollection('skipscope overrides'),
  );
  /** All problems of a file, by its URI, whether or not the editor reports them too. */
  private readonly wrong = new Map<string, readonly vscode.Diagnostic[]>();
  /** The last valid overrides, by the folder's path. */
  private readonly known = new Map<string, Overrides>();

  constructor(
    private readonly sessions: Sessions,
    private readonly inspectAgain: (site: ModelKey, probe: boolean) => void,
    private readonly detector: Detector,
  ) {
    const watcher = this.store.add(
      vscode.workspace.createFileSystemWatcher(`**/${OVERRIDES_FILE}`),
    );
    const check = (uri: vscode.Uri): void => void this.check(uri);
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
      this.store.add(event(check));
    }
    this.store.add(
      vscode.workspace.onDidSaveTextDocument(({ uri, languageId }) => {
        check(uri);
        // A definition may have been renamed.
        const folder = vscode.workspace.getWorkspaceFolder(uri);
        if (folder && languages.includes(languageId)) check(overridesUri(folder.uri.fsPath));
      }),
    );
    this.store.add(
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        for (const uri of uris) this.show(uri);
      }),
    );
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) check(overridesUri(uri.fsPath));
  }

  dispose(): void {
    this.store.dispose();
  }

  private async check(uri: vscode.Uri): Promise<void> {
    const root = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
    if (root === undefined || uri.fsPath !== overridesUri(root).fsPath) return;
    try {
      this.changed(root, await this.detector.readOverrides(root));
      const strays = await this.detector.findStrays(root);
      this.report(uri, strays.map(strayProblem));
    } catch (error) {
      this.report(uri, [problem(toFailureInfo(error))]);
    }
  }

  private report(uri: vscode.Uri, wrong: readonly vscode.Diagnostic[]): void {
    this.wrong.set(uri.toString(), wrong);
    this.show(uri);
  }

  /** Leaves out lines that the editor's JSON support reports from the schema. */
  private show(uri: vscode.Uri): void {
    const wrong = this.wrong.get(uri.toString());
    if (!wrong) return;
    const lines = new Set(
      vscode.languages
        .getDiagnostics(uri)
        .filter(({ source }) => source !== SOURCE)
        .map(({ range }) => range.start.line),
    );
    const unreported = wrong.filter(({ range }) => !lines.has(range.start.line));
    const shown = this.problems.get(uri) ?? [];
    const same =
      shown.length === unreported.length &&
      shown.every(({ message }, i) => message === unreported[i]?.message);
    if (!same) this.problems.set(uri, unreported);
  }

  private changed(root: string, after: Overrides): void {
    const change = { root, before: this.known.get(root) ?? noOverrides, after };
    this.known.set(root, after);
    for (const { site, state } of this.sessions.all()) {
      if (mustRunAgain(state, change)) this.inspectAgain(site, state.probed !== undefined);
    }
  }
}

const SOURCE = 'SkipScope';

function diagnosticAt(
  { line, column }: Pick<SourcePosition, 'line' | 'column'>,
  message: string,
  severity: vscode.DiagnosticSeverity,
): vscode.Diagnostic {
  const at = new vscode.Position(line - 1, column - 1);
  const diagnostic = new vscode.Diagnostic(new vscode.Range(at, at), message, severity);
  diagnostic.source = SOURCE;
  return diagnostic;
}

const strayProblem = ({ at, message }: StrayOverride): vscode.Diagnostic =>
  diagnosticAt(at, sentenceOf(message), vscode.DiagnosticSeverity.Warning);

function problem(failure: FailureInfo): vscode.Diagnostic {
  const at = failure.at ?? { line: 1, column: 1 };
  const text = explainFailure(failure);
  const diagnostic = diagnosticAt(at, text, vscode.DiagnosticSeverity.Error);
  diagnostic.code = failure.code;
  return diagnostic;
}

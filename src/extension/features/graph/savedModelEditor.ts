import path from 'node:path';
import * as vscode from 'vscode';
import { DisposableStore } from '../../../shared/base/lifecycle';
import type { ModelKey } from '../../../shared/model/modelKey';
import { savedModelType } from '../../core/manifest/contributions';
import { isSavedModel, savedModel } from '../../core/sessions/savedModel';
import type { Sessions } from '../../core/sessions/sessions';
import type { GraphPanels } from './graphPanels';

export interface SavedModelParts {
  readonly sessions: Sessions;
  readonly panels: GraphPanels;
  readonly inspectAgain: (site: ModelKey, probe: boolean) => void;
}

/** Opens files of saved models as graphs; a failure is shown where the graph would be. */
export class SavedModelEditor implements vscode.CustomReadonlyEditorProvider, vscode.Disposable {
  private readonly store = new DisposableStore();

  constructor(private readonly parts: SavedModelParts) {
    this.store.add(vscode.window.registerCustomEditorProvider(savedModelType, this));
    this.store.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.inspectAll()));
  }

  dispose(): void {
    this.store.dispose();
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const { sessions, panels, inspectAgain } = this.parts;
    const site = savedModel(uri.toString());
    panels.adopt(panel, site);
    const watcher = this.follow(uri, site);
    panel.onDidDispose(() => {
      watcher.dispose();
      // Nothing else shows this model.
      sessions.retain(site.document, []);
    });
    inspectAgain(site, false);
  }

  /** Reads the file again whenever it changes; a file that is gone says so, and what it held stays in view. */
  private follow(uri: vscode.Uri, site: ModelKey): vscode.Disposable {
    const { sessions, inspectAgain } = this.parts;
    const folder = vscode.Uri.joinPath(uri, '..');
    const name = path.posix.basename(uri.path).replace(/[[\]{}*?]/g, '[$&]');
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(folder, name),
    );
    const look = (): void => inspectAgain(site, sessions.find(site)?.state.probed !== undefined);
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete])
      event(look);
    return watcher;
  }

  private inspectAll(): void {
    const open = this.parts.sessions.all().filter(({ site }) => isSavedModel(site));
    for (const { site } of open) this.parts.inspectAgain(site, false);
  }
}

import path from 'node:path';
import * as vscode from 'vscode';
import { DisposableStore } from '../../../shared/base/lifecycle';
import type { ModelKey } from '../../../shared/model/modelKey';
import { savedModelType } from '../../core/manifest/contributions';
import { isSavedModel, savedModel } from '../../core/sessions/savedModel';
import type { Sessions } from '../../core/sessions/sessions';
import type { GraphPanels } from './graphPanels';

export interface SavedModelServices {
  readonly sessions: Sessions;
  readonly panels: GraphPanels;
  readonly inspectAgain: (site: ModelKey, probe: boolean) => void;
}

/** Opens files of saved models as graphs, and shows a failure in place of the graph. */
export class SavedModelEditor implements vscode.CustomReadonlyEditorProvider, vscode.Disposable {
  private readonly store = new DisposableStore();

  constructor(private readonly services: SavedModelServices) {
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
    const { sessions, panels, inspectAgain } = this.services;
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

  /** Reads the file again whenever it changes; after its deletion the last graph stays, with the failure. */
  private follow(uri: vscode.Uri, site: ModelKey): vscode.Disposable {
    const { sessions, inspectAgain } = this.services;
    const folder = vscode.Uri.joinPath(uri, '..');
    const name = path.posix.basename(uri.path).replace(/[[\]{}*?]/g, '[$&]');
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(folder, name),
    );
    const refresh = (): void => inspectAgain(site, sessions.find(site)?.state.probed !== undefined);
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete])
      event(refresh);
    return watcher;
  }

  private inspectAll(): void {
    const open = this.services.sessions.all().filter(({ site }) => isSavedModel(site));
    for (const { site } of open) this.services.inspectAgain(site, false);
  }
}

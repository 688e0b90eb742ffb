import * as vscode from 'vscode';
import { DisposableStore } from '../../../shared/base/lifecycle';
import type { PanelSite } from '../../../shared/protocol/graphPanelContract';
import { savedModelType } from '../../contributions';
import { isSavedModel, savedModel } from '../../session/savedModel';
import type { Sessions } from '../../session/sessions';
import type { GraphPanels } from '../graphPanel/graphPanels';

export interface SavedModelParts {
  readonly sessions: Sessions;
  readonly panels: GraphPanels;
  readonly inspectAgain: (site: PanelSite, probe: boolean) => void;
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
    // Nothing else shows this model.
    panel.onDidDispose(() => sessions.retain(site.document, []));
    inspectAgain(site, false);
  }

  private inspectAll(): void {
    const open = this.parts.sessions.all().filter(({ site }) => isSavedModel(site));
    for (const { site } of open) this.parts.inspectAgain(site, false);
  }
}
